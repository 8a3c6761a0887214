import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { type EmulatedAws, emulatedAws, writes } from '../cli/support/emulated-aws.ts';
import { enter, iamraInTerminal } from '../cli/support/pseudo-terminal.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { iamClient } from '../fixtures/emulator-clients.ts';

const initialise = [
  'init',
  '--cluster',
  'home',
  '--ca-key-file',
  'ca.key',
  '--no-cluster',
  '--yes',
];
const role = 'role_arn = arn:aws:iam::123456789012:role/admin';

const config = `[default]
region = eu-west-1
[profile work]
region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
[profile old-sso]
sso_start_url = https://old.example.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Admin
[profile over-sso]
${role}
source_profile = sso
[profile lost-session]
sso_session = nowhere
sso_account_id = 123456789012
sso_role_name = Admin
[profile login]
login_session = arn:aws:iam::123456789012:user/jane
[profile admin]
${role}
source_profile = keys
[profile mfa]
${role}
source_profile = keys
mfa_serial = arn:aws:iam::123456789012:mfa/jane
[profile lost-source]
${role}
source_profile = gone
[profile circle]
${role}
source_profile = circle-2
[profile circle-2]
${role}
source_profile = circle
[profile program]
credential_process = /bin/sh -c "echo the vault is sealed >&2; exit 1"
[profile web-identity]
${role}
web_identity_token_file = /nonexistent/token
`;

let directory: string;
let aws: EmulatedAws;
let environment: Record<string, string>;

beforeEach(async () => {
  directory = await temporaryDirectory();
  aws = await emulatedAws();
  const { accessKeyId, secretAccessKey } = aws.emulator.account.administrator;
  await mkdir(join(directory, '.aws', 'sso', 'cache'), { recursive: true });
  await writeFile(join(directory, '.aws', 'config'), config);
  await writeFile(
    join(directory, '.aws', 'credentials'),
    `[keys]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  environment = {
    AWS_ENDPOINT_URL: aws.emulator.url,
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    PATH: '/usr/bin:/bin',
  };
});

const init = (...words: string[]): Promise<Ended> =>
  runIamra([...initialise, ...words], { directory, environment });

/** A role that everybody of the account may assume, and that may do everything. */
async function makeAdminRole(): Promise<void> {
  const policy = (statement: object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const RoleName = 'admin';
  const Principal = { AWS: 'arn:aws:iam::123456789012:root' };
  const AssumeRolePolicyDocument = policy({ Principal, Action: 'sts:AssumeRole' });
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  const client = iamClient(aws.emulator);
  await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  client.destroy();
}

async function expireSession(name: string): Promise<void> {
  const file = `${createHash('sha1').update(name).digest('hex')}.json`;
  const token = { accessToken: 'token', expiresAt: '2020-01-01T00:00:00Z', region: 'eu-west-1' };
  await writeFile(join(directory, '.aws', 'sso', 'cache', file), JSON.stringify(token));
}

describe('the AWS CLI’s profiles', () => {
  it('give keys, and the region', async () => {
    environment = { ...environment, AWS_REGION: '' };
    await writeFile(join(directory, '.aws', 'config'), '[profile keys]\nregion = eu-west-1\n');
    const { stderr, exitCode } = await init('--profile', 'keys');
    expect(stderr).toContain('Account 123456789012, region eu-west-1, as arn:aws:iam::');
    expect(exitCode).toBe(0);
  });

  it('ask for the MFA code on a terminal, and say when AWS does not take it', async () => {
    await makeAdminRole();
    const words = ['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--profile', 'mfa'];
    const session = iamraInTerminal([...words, '--yes'], { directory, environment });
    await session.answer('MFA code of arn:aws:iam::123456789012:mfa/jane', `123456${enter}`);
    // The emulator has no MFA devices: it takes no code.
    expect(await session.ended).toBe(3);
    expect(session.screen()).toContain('Error IAMRA288 AWS does not take the MFA code');
  });

  it.each([
    [['--profile', 'admin'], {}],
    [[], { AWS_PROFILE: 'admin' }],
  ])('give the role that they assume: %s %s', async (words, more) => {
    await makeAdminRole();
    environment = { ...environment, ...more };
    const { stderr, exitCode } = await init(...words);
    expect(stderr).toContain('as arn:aws:sts::123456789012:assumed-role/admin/');
    expect(exitCode).toBe(0);
  });
});

describe('credentials that cannot be had are told with what gets them, and nothing is changed:', () => {
  it.each([
    [
      'nobody',
      'IAMRA287',
      /The AWS CLI has no profile “nobody”; it has default, work, .*, keys\./,
      'aws configure --profile nobody',
    ],
    ['wrok', 'IAMRA287', /The AWS CLI has no profile “wrok”/, 'name it with --profile work'],
    [
      'work',
      'IAMRA201',
      /AWS CLI profile “work” has none, nor has the environment/,
      'aws configure',
    ],
    [
      'sso',
      'IAMRA202',
      /The SSO session of AWS CLI profile “sso” has expired, or was never begun/,
      'aws sso login --profile sso',
    ],
    [
      'old-sso',
      'IAMRA202',
      /The SSO session of AWS CLI profile “old-sso” has expired/,
      'aws sso login --profile old-sso',
    ],
    [
      'over-sso',
      'IAMRA202',
      /The SSO session of AWS CLI profile “sso” has expired/,
      'aws sso login --profile sso',
    ],
    [
      'lost-session',
      'IAMRA290',
      /names SSO session “nowhere”, which/,
      'aws configure sso --profile lost-session',
    ],
    [
      'login',
      'IAMRA202',
      /The login of AWS CLI profile “login” has expired/,
      'aws login --profile login',
    ],
    [
      'mfa',
      'IAMRA288',
      /AWS CLI profile “mfa” asks for an MFA code/,
      'aws configure export-credentials --profile mfa',
    ],
    [
      'lost-source',
      'IAMRA290',
      /“lost-source” gives no credentials: .*\[gone\]/,
      'aws sts get-caller-identity --profile lost-source',
    ],
    [
      'circle',
      'IAMRA290',
      /“circle” gives no credentials: .*cycle/,
      'aws sts get-caller-identity --profile circle',
    ],
    [
      'program',
      'IAMRA290',
      /“program” gives no credentials: .*the vault is sealed/s,
      'aws sts get-caller-identity --profile program',
    ],
    [
      'web-identity',
      'IAMRA290',
      /“web-identity” gives no credentials: .*\/nonexistent\/token/,
      'aws sts get-caller-identity --profile web-identity',
    ],
    [
      'admin',
      'IAMRA290',
      /“admin” gives no credentials: .*AssumeRole/,
      'aws sts get-caller-identity --profile admin',
    ],
  ])('%s is %s', async (profile, code, message, fix) => {
    const { stderr, exitCode } = await init('--profile', profile);
    expect(stderr).toContain(`Error ${code} `);
    expect(stderr).toMatch(message);
    expect(stderr).toContain(fix);
    expect(exitCode).toBe(3);
    expect(writes(await aws.operations()).filter((name) => name !== 'AssumeRole')).toEqual([]);
  });

  it.each([
    ['sso', 'corp'],
    ['old-sso', 'https://old.example.com/start'],
  ])('an expired token of %s', async (profile, session) => {
    await expireSession(session);
    const { stderr } = await init('--profile', profile);
    expect(stderr).toContain(`Error IAMRA202 The SSO session of AWS CLI profile “${profile}”`);
    expect(stderr).toContain(`aws sso login --profile ${profile}`);
  });

  it('none at all', async () => {
    const { stderr, exitCode } = await init();
    expect(stderr).toContain('Error IAMRA201 No AWS credentials were found: ');
    expect(exitCode).toBe(3);
  });

  it('a profile that AWS_PROFILE names, before the missing region', async () => {
    environment = { ...environment, AWS_REGION: '', AWS_PROFILE: 'nobody' };
    expect((await init()).stderr).toContain('Error IAMRA287');
  });

  it('temporary keys that have run out', async () => {
    const fault = {
      kind: 'error' as const,
      status: 403,
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    };
    aws.emulator.setFaults([{ match: { operation: 'GetCallerIdentity' }, fault }]);
    const { stderr, exitCode } = await init('--profile', 'keys');
    expect(stderr).toContain('Error IAMRA202 GetCallerIdentity: The security token');
    expect(exitCode).toBe(3);
  });
});
