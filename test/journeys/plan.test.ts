import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableProfileCommand, ListProfilesCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import { createCa } from '../../src/core/pki/create-ca.ts';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import { type EmulatedAws, emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const initialise = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web', '--policy', readOnly],
];

interface Setting extends EmulatedAws {
  readonly directory: string;
}

async function initialised(...more: string[]): Promise<Setting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  await writeFile(
    join(directory, 'limit.json'),
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  );
  const { exitCode, stderr } = await runIamra([...initialise, ...more], { directory, ...aws });
  expect(stderr).not.toContain('Error');
  expect(exitCode).toBe(0);
  return { ...aws, directory };
}

describe('iamra plan', () => {
  it('ends with 0 where nothing differs, and only reads', async () => {
    const setting = await initialised();
    const before = (await setting.operations()).length;
    const { stdout, stderr, exitCode } = await runIamra(['plan'], setting);
    expect(stdout).toBe('Nothing differs: AWS is as iamra.yaml says for cluster home.\n');
    expect(stderr).toContain('= keep   role web');
    expect(exitCode).toBe(0);
    expect(writes((await setting.operations()).slice(before))).toEqual([]);
  });

  it('ends with 1 where something differs, says what, and changes nothing', async () => {
    const setting = await initialised();
    const { emulator } = setting;
    const client = rolesAnywhereClient(emulator);
    const { profiles = [] } = await client.send(new ListProfilesCommand({}));
    await client.send(new DisableProfileCommand({ profileId: profiles[0]?.profileId }));
    await iamClient(emulator).send(
      new DetachRolePolicyCommand({ RoleName: 'web', PolicyArn: readOnly }),
    );
    const before = (await setting.operations()).length;
    const { stdout, stderr, exitCode } = await runIamra(['plan'], setting);
    expect(stderr).toContain('~ update role web');
    expect(stderr).toContain(`policy ${readOnly}: attached`);
    expect(stderr).toContain('enabled: false → true');
    expect(stdout).toBe('2 resources differ from iamra.yaml. To put that right: iamra init\n');
    expect(exitCode).toBe(1);
    expect(writes((await setting.operations()).slice(before))).toEqual([]);
  });

  it('sees what iamra.yaml was changed to say', async () => {
    const setting = await initialised();
    const file = join(setting.directory, 'iamra.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('- default/web', '- default/web\n      - shop/api'));
    const { stderr, exitCode } = await runIamra(['plan'], setting);
    expect(stderr).toMatch(/\+ .*"spiffe:\/\/home\/ns\/shop\/sa\/api"/);
    expect(exitCode).toBe(1);
  });

  it('tells of a certificate authority that was deleted, and names no CA that it has not looked at', async () => {
    const setting = await initialised();
    const file = join(setting.directory, 'iamra.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('iamra-home', 'elsewhere'));
    const other = await emulatedAws();
    const { stderr, exitCode } = await runIamra(['plan'], { ...setting, ...other });
    expect(stderr).toContain('+ create trust anchor elsewhere');
    expect(stderr).not.toContain('workload CA of cluster');
    expect(exitCode).toBe(1);
  });

  it('warns of a CA that ends soon, as init does', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const day = 24 * 60 * 60 * 1000;
    const notBefore = new Date(Date.now() - day);
    const notAfter = new Date(Date.now() + 30 * day);
    const ca = await createCa({ cluster: 'home', notBefore, notAfter });
    const file = `${ca.certificatePem}${privateKeyPem(ca.keys.privateKey)}`;
    await writeFile(join(directory, 'ca.key'), file);
    const init = await runIamra(initialise, { directory, environment });
    expect(init.stderr).toMatch(/warning The CA .* ends in (29|30) days/);
    const plan = await runIamra(['plan', '--json'], { directory, environment });
    const { warnings } = JSON.parse(plan.stdout) as { warnings: string[] };
    expect(warnings).toEqual([expect.stringContaining('Run iamra ca rotate')]);
    expect(plan.exitCode).toBe(0);
  });

  it('says where iamra.yaml is looked for', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const { stderr, exitCode } = await runIamra(['plan'], { directory, environment });
    expect(stderr).toContain('Error IAMRA236');
    expect(exitCode).toBe(2);
  });
});

describe('the flags of iamra init', () => {
  it('end in iamra.yaml, so that the next run needs none of them', async () => {
    const setting = await initialised(
      ...['--permissions-boundary', readOnly, '--role-path', '/teams/'],
      ...['--condition', 'StringEquals:aws:PrincipalTag/x509Issuer/CN=iamra', '--source-account'],
      ...['--tag', 'team=shop', '--session-policy', 'limit.json', '--managed-policy', readOnly],
      ...['--policy', 'limit.json', '--session-duration', '1800'],
    );
    const text = await readFile(join(setting.directory, 'iamra.yaml'), 'utf8');
    expect(parseConfig(text, 'iamra.yaml')).toMatchObject({
      profile: { durationSeconds: 1800, sessionPolicy: 'limit.json', managedPolicies: [readOnly] },
      sourceAccount: true,
      tags: { team: 'shop' },
      roles: [
        {
          arn: 'arn:aws:iam::123456789012:role/teams/web',
          path: '/teams/',
          permissionsBoundary: readOnly,
          policies: [readOnly, 'limit.json'],
          conditions: { StringEquals: { 'aws:PrincipalTag/x509Issuer/CN': 'iamra' } },
        },
      ],
    });
    const { stdout } = await runIamra(['init'], setting);
    expect(stdout).toContain('Nothing to change');
  });

  it.each([
    [['--service-account', 'a/b'], '--service-account belongs to a role'],
    [['--role-path', '/x/'], '--role-path belongs to a role'],
    [['--session-policy', 'x.yaml'], 'is not a .json file'],
    [['--managed-policy', 'x'], 'is not the ARN of an IAM policy'],
    [['--tag', 'x'], 'is not KEY=VALUE'],
  ])('are refused where they make no sense: %j', async (flags, message) => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const { stderr, exitCode } = await runIamra(['init', '--cluster', 'home', ...flags], {
      directory,
      environment,
    });
    expect(stderr).toContain('Error IAMRA901');
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(await operations()).toEqual([]);
  });
});
