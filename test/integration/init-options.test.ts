import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { GetProfileCommand, UpdateProfileCommand } from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InitInput } from '../../src/actions/init/init-input.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { type InitRun, initRun } from '../fixtures/init-run.ts';
import { foreignStatement } from '../fixtures/role-drifts.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const policy = (action: string): string =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } },
    null,
    2,
  );
const web = { name: 'web', serviceAccounts: ['default/web'], policies: [] };

let emulator: RunningEmulator;
let run: InitRun;
const exchanges: ExchangeEntry[] = [];

beforeEach(async () => {
  exchanges.splice(0);
  emulator = await startEmulator({ onExchange: (entry) => exchanges.push(entry) });
  run = await initRun(emulator);
});

afterEach(async () => {
  await run.remove();
  await emulator.close();
});

const writes = (): string[] =>
  exchanges
    .splice(0)
    .map(({ operation }) => operation)
    .filter((name) => !/^(Get|List)/.test(name));

interface TrustPolicy {
  readonly Statement: { readonly Sid: string; readonly Condition: unknown }[];
}

async function trustPolicy(): Promise<TrustPolicy> {
  return JSON.parse((await run.aws.iam.getRole('web'))?.trustPolicy ?? '') as TrustPolicy;
}

async function makeForeignRole(): Promise<void> {
  const AssumeRolePolicyDocument = `{"Version":"2012-10-17","Statement":${foreignStatement}}`;
  await iamClient(emulator).send(
    new CreateRoleCommand({ RoleName: 'web', Path: '/theirs/', AssumeRolePolicyDocument }),
  );
}

describe('a role that init makes', () => {
  it('is as iamra.yaml says: path, boundary, tags, conditions, policies', async () => {
    await run.writeFile('queue.json', policy('sqs:SendMessage'));
    const role = {
      ...web,
      path: '/teams/shop/',
      policies: [readOnly, 'queue.json'],
      permissionsBoundary: readOnly,
      conditions: { StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': ['iamra', 'other'] } },
      tags: { team: 'web' },
    };
    await run.init({ roles: [role], tags: { team: 'shop', env: 'lab' }, sourceAccount: true });
    const made = await run.aws.iam.getRole('web');
    expect(made).toMatchObject({
      arn: 'arn:aws:iam::123456789012:role/teams/shop/web',
      permissionsBoundary: readOnly,
      tags: {
        team: 'web',
        env: 'lab',
        'iamra.dev/cluster': 'home',
        'iamra.dev/managed-by': 'iamra',
      },
    });
    expect((await trustPolicy()).Statement).toMatchObject([
      {
        Condition: {
          ArnEquals: { 'aws:SourceArn': (await run.config()).trustAnchor?.arn },
          StringEquals: {
            'aws:PrincipalTag/x509SAN/URI': 'spiffe://home/ns/default/sa/web',
            'aws:SourceAccount': '123456789012',
            'aws:PrincipalTag/x509Issuer/CN': ['iamra', 'other'],
          },
        },
      },
    ]);
    expect(await run.aws.iam.getInlinePolicy('web', 'iamra-queue')).toBe(
      JSON.stringify(JSON.parse(policy('sqs:SendMessage'))),
    );
    expect((await run.config()).roles).toEqual([{ ...role, arn: made?.arn }]);
  });

  it('loses the policy that iamra.yaml names no more', async () => {
    await run.writeFile('queue.json', policy('sqs:SendMessage'));
    await run.init({ roles: [{ ...web, policies: [readOnly, 'queue.json'] }] });
    const config = await run.config();
    await run.write({ ...config, roles: config.roles.map((role) => ({ ...role, policies: [] })) });
    writes();
    await run.init();
    expect(writes()).toEqual(['DetachRolePolicy', 'DeleteRolePolicy']);
  });

  it('keeps what somebody denies it', async () => {
    await run.init({ roles: [web] });
    const deny =
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
    await run.aws.iam.putInlinePolicy('web', 'AWSRevokeOlderSessions', deny);
    await run.aws.iam.attachPolicy('web', 'arn:aws:iam::aws:policy/AWSDenyAll');
    expect((await run.plan()).plan.steps).toEqual([]);
  });

  it('keeps a boundary that iamra.yaml does not name: without it the role could do more', async () => {
    await run.init({ roles: [web] });
    await run.aws.iam.putPermissionsBoundary('web', readOnly);
    expect((await run.plan()).plan.steps).toEqual([]);
  });

  it.each<[string, Partial<InitInput>, string, RegExp]>([
    ['its path is to change', { roles: [{ ...web, path: '/x/' }] }, 'IAMRA237', /path \//],
    [
      'a policy file is missing',
      { roles: [{ ...web, policies: ['a.json'] }] },
      'IAMRA238',
      /no policy file a\.json/,
    ],
    [
      'a policy file holds no policy',
      { roles: [{ ...web, policies: ['no-policy.json'] }] },
      'IAMRA238',
      /no-policy\.json holds no policy: .*Statement/,
    ],
    [
      'two policy files have one name',
      { roles: [{ ...web, policies: ['queue.json', 'more/queue.json'] }] },
      'IAMRA238',
      /both be policy iamra-queue/,
    ],
    [
      'policy files are too long together',
      { roles: [{ ...web, policies: ['long.json'] }] },
      'IAMRA213',
      /AWS takes 10240/,
    ],
    [
      'the session policy is too long',
      { sessionPolicy: 'long.json' },
      'IAMRA213',
      /AWS takes 2048/,
    ],
    [
      'it is of another account',
      { roles: [{ ...web, arn: 'arn:aws:iam::210987654321:role/web' }] },
      'IAMRA240',
      /account 210987654321/,
    ],
  ])('is refused where %s, before anything is changed', async (_what, input, code, message) => {
    await run.writeFile('queue.json', policy('sqs:SendMessage'));
    await run.writeFile('no-policy.json', '{"Version":"2012-10-17"}');
    await run.writeFile('long.json', policy(`s3:${'a'.repeat(11_000)}`));
    await run.init({ roles: [web] });
    writes();
    const refused = await run.init(input).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, message: expect.stringMatching(message) as unknown });
    expect(writes()).toEqual([]);
  });
});

describe('an adopted role', () => {
  const adopted = { ...web, adopted: true };

  it('gets our statement and its place in the profile; all else of it stays', async () => {
    await makeForeignRole();
    await run.aws.iam.attachPolicy('web', readOnly);
    await run.init({ roles: [adopted], durationSeconds: 7200, tags: { team: 'shop' } });
    const role = await run.aws.iam.getRole('web');
    expect(role).toMatchObject({ path: '/theirs/', maxSessionDuration: 3600, tags: {} });
    expect(role?.trustPolicy).toContain(foreignStatement);
    expect((await trustPolicy()).Statement[1]?.Sid).toMatch(/^IamraWorkloads[0-9a-f]{8}$/);
    expect(await run.aws.iam.listAttachedPolicies('web')).toEqual([readOnly]);
    const [profile] = await run.aws.rolesAnywhere.listProfiles();
    expect(profile?.roleArns).toEqual([role?.arn]);
    const { plan } = await run.plan();
    expect(plan.steps).toEqual([]);
    expect(plan.warnings).toEqual([expect.stringContaining('allows sessions of 3600 s')]);
  });

  it('takes no policy: what it may do is not for iamra to say', async () => {
    await makeForeignRole();
    await run.init({ roles: [adopted] });
    writes();
    const asked = { roles: [{ ...web, policies: [readOnly] }] };
    await expect(run.init(asked)).rejects.toMatchObject({
      code: 'IAMRA901',
      message: expect.stringContaining('cannot be set on an adopted role') as unknown,
    });
    expect(writes()).toEqual([]);
  });

  it('must exist', async () => {
    await expect(run.init({ roles: [adopted] })).rejects.toMatchObject({ code: 'IAMRA239' });
  });

  it('is what a role of that name that iamra did not make would have to be', async () => {
    await makeForeignRole();
    await expect(run.init({ roles: [web] })).rejects.toMatchObject({
      code: 'IAMRA206',
      fix: expect.stringContaining('iamra role adopt') as unknown,
    });
  });
});

describe('the Roles Anywhere profile', () => {
  it('keeps a session policy that is wanted no more as one that limits nothing', async () => {
    await run.writeFile('limit.json', policy('s3:Get*'));
    await run.init({ sessionPolicy: 'limit.json', managedPolicies: [readOnly] });
    const config = await run.config();
    const { name = '', arn = '' } = config.profile ?? {};
    const bare = { name, arn, durationSeconds: 3600 };
    await run.write({ ...config, profile: { ...bare, managedPolicies: [readOnly] } });
    const { changes } = await run.init();
    expect(changes.at(-1)?.details.join('\n')).toContain('AWS has no call that takes it away');
    const profileId = arn.split('/').at(-1) ?? '';
    const sessionPolicy = async (): Promise<string | undefined> =>
      (await rolesAnywhereClient(emulator).send(new GetProfileCommand({ profileId }))).profile
        ?.sessionPolicy;
    // Beside managed policies one that allows all would undo them.
    expect(await sessionPolicy()).toContain('"Action":"sts:GetCallerIdentity"');
    await run.write({ ...config, profile: bare });
    await run.init();
    expect(await sessionPolicy()).toContain('"Action":"*"');
    expect((await run.plan()).plan.steps).toEqual([]);
  });

  it('keeps roles that somebody else put there', async () => {
    await run.init({ roles: [web] });
    const [profile] = await run.aws.rolesAnywhere.listProfiles();
    const theirs = 'arn:aws:iam::123456789012:role/theirs';
    await rolesAnywhereClient(emulator).send(
      new UpdateProfileCommand({ profileId: profile?.id ?? '', roleArns: [theirs] }),
    );
    await run.init();
    const [after] = await run.aws.rolesAnywhere.listProfiles();
    expect(after?.roleArns).toEqual([theirs, 'arn:aws:iam::123456789012:role/web']);
  });
});
