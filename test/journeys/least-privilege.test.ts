import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  TagRoleCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  DisableCrlCommand,
  DisableProfileCommand,
  DisableTrustAnchorCommand,
  ListCrlsCommand,
  ListProfilesCommand,
  ListTrustAnchorsCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { createSessionRequest } from '../../src/core/session/create-session-request.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import {
  account,
  administrator,
  breakglass,
  type HeldAccount,
  heldAccount,
  unneeded,
} from '../cli/support/held-account.ts';
import { type RotatingCluster, rotatingCluster } from '../cli/support/rotating-cluster.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { signingIdentity } from '../fixtures/certificates.ts';
import { permissionsText } from '../fixtures/permissions.ts';
import { send } from '../fixtures/session-world.ts';
import { signedCall } from '../fixtures/signed-call.ts';

const managed = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const reports = `arn:aws:iam::${account}:role/reports`;
const policyFile = permissionsText({ Action: 's3:GetObject' });

function expectDone({ exitCode, stderr }: Ended): void {
  expect(exitCode, stderr).toBe(0);
}

const add = (role: string): string[] => [
  ...['role', 'add', role, '--service-account', `default/${role}`, '--yes'],
];
const stage = ['--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'];

/** The program in an account that is held to a policy, without a cluster. */
async function heldSide(held: HeldAccount): Promise<{
  directory: string;
  emulator: RunningEmulator;
  run: (...words: string[]) => Promise<Ended>;
}> {
  const directory = await temporaryDirectory();
  const { emulator, environment } = await emulatedAws(held.options);
  await writeFile(join(directory, 'read.json'), policyFile);
  return { directory, emulator, run: (...words) => runIamra(words, { directory, environment }) };
}

describe('with exactly what iamra export permissions prints', () => {
  it('every command that writes to AWS does its work, and each action is needed', async () => {
    const held = await heldAccount('--adopt', reports);
    const setting = await rotatingCluster(['web'], held.options);
    const run = async (...words: string[]): Promise<void> => {
      expectDone(await setting.run(...words));
    };
    await writeFile(join(setting.directory, 'read.json'), policyFile);

    await askSession(setting);
    const job = ['--service-account', 'default/job', '--policy', managed('AmazonSQSFullAccess')];
    await run('role', 'add', 'job', ...job, '--policy', 'read.json', '--yes');
    await run('role', 'adopt', reports, '--service-account', 'shop/reports', '--yes');
    await damage(setting);
    const more = ['--role', 'web', '--service-account', 'default/more'];
    const sessions = ['--session-duration', '7200', '--managed-policy', managed('ReadOnlyAccess')];
    await run('init', ...sessions, ...more, '--yes');
    await run('plan');
    await run('role', 'list');
    await run('role', 'show', 'web');
    await run('ca', 'revoke', '--serial', '0a0b', '--yes');
    await disableLists(setting);
    await run('ca', 'revoke', '--serial', '0c0d', '--yes');
    await run('ca', 'unrevoke', '--serial', '0a0b', '--yes');
    await run('ca', 'revoke', '--service-account', 'default/web', '--yes');
    await run('ca', 'rotate', '--yes', '--timeout', '10s');
    await run('role', 'remove', 'job', '--yes', '--force');
    await run('role', 'remove', 'reports', '--yes', '--force');
    await run('destroy', '--yes', '--force');

    // AWS lets everybody ask for it.
    expect(unneeded(held)).toEqual(['ListAll: sts:GetCallerIdentity']);
  }, 240_000);

  it('roles get no other policy, path or boundary than the limits allow', async () => {
    const [boundary, allowed] = [managed('PowerUserAccess'), managed('AmazonS3ReadOnlyAccess')];
    const path = ['--role-path', '/iamra/'];
    const bounded = [...path, '--permissions-boundary', boundary];
    const held = await heldAccount(...bounded, '--policy', allowed, '--policy', 'read.json');
    const { directory, emulator, run } = await heldSide(held);
    const web = ['--role', 'web', '--service-account', 'default/web', '--policy', allowed];
    expectDone(await run('init', ...stage, ...web, '--policy', 'read.json', ...bounded));
    const { iam } = await breakglass(emulator);
    const RoleName = 'web';
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    expectDone(await run('init', '--yes'));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);

    const file = join(directory, 'iamra.yaml');
    const settled = await readFile(file);
    const refused = async (action: string, ...words: string[]): Promise<void> => {
      const { exitCode, stderr } = await run(...words);
      await writeFile(file, settled);
      expect(stderr).toContain(`is not authorized to perform: ${action} on resource: `);
      expect(exitCode).toBe(4);
    };
    await refused('iam:CreateRole', ...add('a'), ...path);
    await refused('iam:CreateRole', ...add('b'), '--permissions-boundary', boundary);
    const other = managed('AdministratorAccess');
    await refused('iam:AttachRolePolicy', ...add('c'), ...bounded, '--policy', other);
    const rebound = ['--role', 'web', '--service-account', 'default/web', '--permissions-boundary'];
    await refused('iam:PutRolePermissionsBoundary', 'init', ...rebound, other, '--yes');
  });

  it('a command for another cluster is refused with the action, and told where the policy comes from', async () => {
    const { run } = await heldSide(await heldAccount());
    const other = ['--cluster', 'office', '--ca-key-file', 'ca.key', '--yes'];
    const { exitCode, stderr } = await run('init', ...other);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('Error IAMRA204 CreateTrustAnchor was refused: User: ');
    expect(stderr).toContain('is not authorized to perform: rolesanywhere:CreateTrustAnchor');
    expect(stderr).toContain(
      `allow rolesanywhere:CreateTrustAnchor to ${administrator}; “iamra export permissions” prints the policy with all that iamra needs`,
    );
  });

  it('a role of another cluster is out of reach', async () => {
    const { emulator, run } = await heldSide(await heldAccount());
    expectDone(await run('init', ...stage));
    const { iam } = await breakglass(emulator);
    const office = [{ Key: 'iamra.dev/cluster', Value: 'office' }];
    await iam.send(new TagRoleCommand({ RoleName: 'reports', Tags: office }));
    const adopt = ['role', 'adopt', reports, '--service-account', 'shop/reports', '--yes'];
    const { stderr, exitCode } = await run(...adopt);
    expect(stderr).toContain(
      `iam:UpdateAssumeRolePolicy on resource: ${reports} because no identity-based policy allows`,
    );
    expect(exitCode).toBe(4);
  });
});

describe('with exactly what iamra export permissions --for read-only prints', () => {
  it('every command that looks does its work, each action is needed, and none that writes is allowed', async () => {
    const held = await heldAccount('--for', 'read-only');
    const { stateFile } = held.options;
    const directory = await temporaryDirectory();
    const before = await startEmulator({ stateFile });
    const { administrator: keys } = before.account;
    const credentials = {
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    };
    const environment = { AWS_ENDPOINT_URL: before.url, AWS_REGION: 'eu-west-1', ...credentials };
    const web = ['--role', 'web', '--service-account', 'default/web'];
    await writeFile(join(directory, 'read.json'), policyFile);
    const init = ['init', ...stage, ...web, '--policy', 'read.json'];
    expectDone(await runIamra(init, { directory, environment }));
    await before.close();

    const aws = await emulatedAws(held.options);
    const run = (...words: string[]): Promise<Ended> =>
      runIamra(words, { directory, environment: aws.environment });
    expectDone(await run('plan'));
    expectDone(await run('role', 'list'));
    expectDone(await run('role', 'show', 'web'));
    expectDone(await run('access', 'default/web', 'web'));
    expectDone(await run('audit'));
    expect(unneeded(held)).toEqual(['ListAll: sts:GetCallerIdentity']);
    const { stderr } = await run('init', '--session-duration', '900', '--yes');
    expect(stderr).toContain('not authorized to perform: rolesanywhere:UpdateProfile');
  });
});

/** What the holder of the policy may not do himself: switches off, takes tags away. */
async function damage({ aws }: RotatingCluster): Promise<void> {
  const { iam, rolesAnywhere, credentials } = await breakglass(aws.emulator);
  const { trustAnchors = [] } = await rolesAnywhere.send(new ListTrustAnchorsCommand({}));
  const { profiles = [] } = await rolesAnywhere.send(new ListProfilesCommand({}));
  const { trustAnchorId, trustAnchorArn: resourceArn } = trustAnchors[0] ?? {};
  await rolesAnywhere.send(new DisableTrustAnchorCommand({ trustAnchorId }));
  const { profileId = '' } = profiles[0] ?? {};
  await rolesAnywhere.send(new DisableProfileCommand({ profileId }));
  const mapping = { certificateField: 'x509Issuer', mappingRules: [{ specifier: 'OU' }] };
  const path = `/profiles/${profileId}/mappings`;
  await signedCall(aws.emulator, { method: 'PUT', path, body: mapping, credentials });
  const tag = 'iamra.dev/managed-by';
  await rolesAnywhere.send(new UntagResourceCommand({ resourceArn, tagKeys: [tag] }));
  await iam.send(new UntagRoleCommand({ RoleName: 'job', TagKeys: [tag] }));
}

async function disableLists({ aws }: RotatingCluster): Promise<void> {
  const { rolesAnywhere } = await breakglass(aws.emulator);
  const { crls = [] } = await rolesAnywhere.send(new ListCrlsCommand({}));
  for (const { crlId } of crls) await rolesAnywhere.send(new DisableCrlCommand({ crlId }));
}

/** So that AWS has seen a certificate of `default/web`. */
async function askSession(setting: RotatingCluster): Promise<void> {
  const text = await readFile(join(setting.directory, 'iamra.yaml'), 'utf8');
  const { trustAnchor, profile, roles, region } = parseConfig(text, 'iamra.yaml');
  const request = createSessionRequest(
    {
      endpoint: setting.aws.emulator.url,
      region,
      trustAnchorArn: trustAnchor?.arn ?? '',
      profileArn: profile?.arn ?? '',
      roleArn: roles[0]?.arn ?? '',
    },
    signingIdentity(setting.leafOf('web')),
    new Date(),
  );
  expect((await send(request)).status).toBe(201);
}
