import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';

const RoleName = 'role';
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await makeRole(emulator, RoleName);
});

afterAll(async () => {
  await emulator.close();
});

const update = (PolicyDocument: string) =>
  iamClient(emulator).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));

describe('IAM takes as trust policy', () => {
  it.each([
    ['an account', { Principal: { AWS: '123456789012' } }],
    ['the root of an account', { Principal: { AWS: 'arn:aws:iam::999999999999:root' } }],
    ['a role of this account', { Principal: { AWS: 'arn:aws:iam::123456789012:role/role' } }],
    ['a role of another account', { Principal: { AWS: 'arn:aws:iam::999999999999:role/any' } }],
    [
      'an operator and a key that it does not know',
      { Condition: { NewEquals: { 'new:Key': 'x' } } },
    ],
  ])('%s', async (_, statement) => {
    await expect(update(trustPolicyText(statement))).resolves.toBeDefined();
  });
});

describe('IAM refuses as trust policy', () => {
  const cases: readonly [string, string, RegExp][] = [
    ['text that is no JSON', '{', /This policy contains invalid Json/],
    ['a resource', trustPolicyText({ Resource: '*' }), /Has prohibited field Resource/],
    ['no principal', trustPolicyText({ Principal: undefined }), /Missing required field Principal/],
    [
      'a principal that is excepted',
      trustPolicyText({ Principal: undefined, NotPrincipal: '*' }),
      /Has prohibited field NotPrincipal/,
    ],
    [
      'a role that does not exist',
      trustPolicyText({ Principal: { AWS: 'arn:aws:iam::123456789012:role/none' } }),
      /Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role\/none"/,
    ],
    [
      'a principal of another partition',
      trustPolicyText({ Principal: { AWS: 'arn:aws-cn:iam::123456789012:root' } }),
      /Invalid principal in policy/,
    ],
    ['a Sid with a hyphen', trustPolicyText({ Sid: 'a-b' }), /Statement\[0\]\.Sid/],
  ];
  it.each(cases)('%s', async (_, document, message) => {
    const refusal = await refusalOf(update(document));
    expect(refusal).toMatchObject({ name: 'MalformedPolicyDocumentException', status: 400 });
    expect(refusal.message).toMatch(message);
    expect(
      (await refusalOf(makeRole(emulator, 'new', { AssumeRolePolicyDocument: document }))).message,
    ).toBe(refusal.message);
  });

  it('more than 2048 characters, blanks not counted', async () => {
    const sized = (length: number) => trustPolicyText({ Sid: 'A'.repeat(length) });
    const rest = sized(0).length;
    await update(`${sized(2048 - rest)}${' \n'.repeat(500)}`);
    expect(await refusalOf(update(sized(2049 - rest)))).toEqual({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
      status: 409,
    });
  });
});
