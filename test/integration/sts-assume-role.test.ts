import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { assumeRole } from '../fixtures/assume-role.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';
import type { Credentials } from '../fixtures/signed-call.ts';

const administrator = 'arn:aws:iam::123456789012:user/administrator';
const account = { AWS: '123456789012' };
let emulator: RunningEmulator;
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.close();
});

/** A role with this statement as trust policy; gives its ARN. */
async function roleThatTrusts(statement: object, MaxSessionDuration = 3600): Promise<string> {
  count += 1;
  const AssumeRolePolicyDocument = trustPolicyText({ Principal: account, ...statement });
  const { Arn = '' } = await makeRole(emulator, `role-${count}`, {
    AssumeRolePolicyDocument,
    MaxSessionDuration,
    Path: '/some/path/',
  });
  return Arn;
}

function assume(
  RoleArn: string,
  input: Partial<AssumeRoleCommandInput> = {},
  credentials?: Credentials,
) {
  return assumeRole(emulator, { RoleArn, ...input }, credentials);
}

const secondsFromNow = (moment: Date): number => (moment.getTime() - Date.now()) / 1000;

describe('AssumeRole', () => {
  it('gives a session of a role that trusts the caller', async () => {
    const RoleArn = await roleThatTrusts({});
    const name = RoleArn.split('/').at(-1) ?? '';
    const { user, credentials, expiration, sourceIdentity } = await assume(RoleArn);
    expect(user.Arn).toBe(`arn:aws:sts::123456789012:assumed-role/${name}/session`);
    expect(user.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:session$/);
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Math.abs(secondsFromNow(expiration) - 3600)).toBeLessThan(60);
    expect(sourceIdentity).toBeUndefined();
  });

  it('gives as long a session as asked, up to what the role allows', async () => {
    const RoleArn = await roleThatTrusts({}, 7200);
    const { expiration } = await assume(RoleArn, { DurationSeconds: 7200 });
    expect(Math.abs(secondsFromNow(expiration) - 7200)).toBeLessThan(60);
    expect(await refusalOf(assume(RoleArn, { DurationSeconds: 7201 }))).toEqual({
      name: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      status: 400,
    });
  });

  it.each([
    [{ DurationSeconds: 899 }, /at 'durationSeconds' .* greater than or equal to 900/],
    [{ DurationSeconds: 43_201 }, /at 'durationSeconds' .* less than or equal to 43200/],
    [{ RoleSessionName: 'a' }, /at 'roleSessionName' .* greater than or equal to 2/],
    [{ RoleSessionName: 'a b' }, /at 'roleSessionName' .* regular expression/],
    [{ RoleArn: 'arn:aws:s3:::this-is-no-role' }, /^arn:aws:s3:::this-is-no-role is invalid$/],
    [{ ExternalId: 'x' }, /at 'externalId'/],
  ])('refuses %j', async (input, message) => {
    const refusal = await refusalOf(assume('arn:aws:iam::123456789012:role/any', input));
    expect(refusal).toMatchObject({ name: 'ValidationError', status: 400 });
    expect(refusal.message).toMatch(message);
  });

  it('does not tell a role that is not there from one that does not trust the caller', async () => {
    const stranger = await roleThatTrusts({ Principal: { Service: 'ec2.amazonaws.com' } });
    for (const RoleArn of [stranger, 'arn:aws:iam::123456789012:role/none']) {
      expect(await refusalOf(assume(RoleArn))).toEqual({
        name: 'AccessDenied',
        message: `User: ${administrator} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
        status: 403,
      });
    }
  });
});

describe('the trust policy of a role that is assumed', () => {
  const cases: readonly [
    string,
    object,
    Partial<AssumeRoleCommandInput>,
    Partial<AssumeRoleCommandInput>,
  ][] = [
    [
      'an external ID',
      { StringEquals: { 'sts:ExternalId': 'secret' } },
      { ExternalId: 'secret' },
      { ExternalId: 'other' },
    ],
    [
      'a session name',
      { StringLike: { 'sts:RoleSessionName': 'web-*' } },
      { RoleSessionName: 'web-1' },
      { RoleSessionName: 'job-1' },
    ],
    [
      'a source identity',
      { StringEquals: { 'sts:SourceIdentity': 'me' } },
      { SourceIdentity: 'me' },
      { SourceIdentity: 'you' },
    ],
    [
      'a tag',
      { StringEquals: { 'aws:RequestTag/team': 'blue' } },
      { Tags: [{ Key: 'team', Value: 'blue' }] },
      { Tags: [{ Key: 'team', Value: 'red' }] },
    ],
    [
      'the keys of tags',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } },
      { Tags: [{ Key: 'stage', Value: 'x' }] },
      { Tags: [{ Key: 'owner', Value: 'x' }] },
    ],
    [
      'transitive tags',
      { 'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': 'team' } },
      { Tags: [{ Key: 'team', Value: 'x' }], TransitiveTagKeys: ['team'] },
      { Tags: [{ Key: 'team', Value: 'x' }] },
    ],
  ];
  it.each(cases)('may demand %s', async (_, Condition, right, wrong) => {
    const RoleArn = await roleThatTrusts({ Condition });
    await expect(assume(RoleArn, right)).resolves.toBeDefined();
    expect(await refusalOf(assume(RoleArn, wrong))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });

  it('must allow tags and source identity where they are set', async () => {
    const RoleArn = await roleThatTrusts({ Action: 'sts:AssumeRole' });
    await expect(assume(RoleArn)).resolves.toBeDefined();
    const tagged = assume(RoleArn, { Tags: [{ Key: 'team', Value: 'blue' }] });
    expect((await refusalOf(tagged)).message).toMatch(/not authorized to perform: sts:TagSession/);
    const identified = assume(RoleArn, { SourceIdentity: 'me' });
    expect((await refusalOf(identified)).message).toMatch(/perform: sts:SetSourceIdentity/);
  });

  it('refuses by what the emulator does not know, and says so', async () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const RoleArn = await roleThatTrusts({ Condition });
    const refusal = await refusalOf(assume(RoleArn));
    expect(refusal).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(refusal.message).toMatch(
      /cannot evaluate its trust policy: .* IpAddress is not supported/,
    );
  });
});

describe('a session that assumes another role', () => {
  it('is known by its role, its tags and its source identity', async () => {
    const first = await roleThatTrusts({}, 43_200);
    const { credentials } = await assume(first, {
      SourceIdentity: 'me',
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
    const second = await roleThatTrusts(
      {
        Principal: { AWS: first },
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': first },
          StringEquals: { 'aws:PrincipalTag/team': 'blue', 'aws:SourceIdentity': 'me' },
        },
      },
      43_200,
    );
    const chained = await assume(second, {}, credentials);
    expect(chained.sourceIdentity).toBe('me');
    expect(await refusalOf(assume(second))).toMatchObject({ name: 'AccessDenied' });

    const renamed = await refusalOf(assume(second, { SourceIdentity: 'you' }, credentials));
    expect(renamed.message).toMatch(/not authorized to perform: sts:SetSourceIdentity/);
    const long = await refusalOf(assume(second, { DurationSeconds: 3601 }, credentials));
    expect(long.message).toMatch(/1 hour session limit for roles assumed by role chaining/);
  });
});
