import { join } from 'node:path';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableTrustAnchorCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { accessStepNames } from '../../src/core/access/access-step.ts';
import { certificateSecretName } from '../../src/core/injection/certificate-secret-name.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../src/core/pki/issue-workload-certificate.ts';
import { readCaKeyFile } from '../../src/files/ca-key-file.ts';
import { type AwsSide, type AwsSideOptions, initialised } from '../cli/support/aws-side.ts';
import { loopbackCluster } from '../cli/support/cluster.ts';
import { makeCa, validAround } from '../fixtures/certificates.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';
import { signedCall } from '../fixtures/signed-call.ts';

const arn = z.string().startsWith('arn:');

const accessResult = z.strictObject({
  allowed: z.boolean(),
  serviceAccount: z.string(),
  cluster: z.literal('home'),
  account: z.string().length(12),
  region: z.literal('eu-west-1'),
  certificate: z.strictObject({
    source: z.enum(['cluster', 'file', 'expected']),
    from: z.string(),
    subject: z.string(),
    uri: z.string().nullable(),
    serialNumber: z.string().nullable(),
    notAfter: z.iso.datetime().nullable(),
  }),
  trustAnchorArn: arn,
  profileArn: arn,
  roles: z.array(
    z.strictObject({
      name: z.string(),
      arn,
      outcome: z.enum(['allowed', 'refused', 'unknown']),
      refusedBy: z.enum(accessStepNames).nullable(),
      steps: z.array(
        z.strictObject({
          name: z.enum(accessStepNames),
          outcome: z.enum(['pass', 'fail', 'unknown', 'skip']),
          detail: z.string(),
          code: z.string().optional(),
          fix: z.string().optional(),
          docs: z.url().optional(),
        }),
      ),
      statements: z.array(
        z.strictObject({
          statement: z.string(),
          effect: z.enum(['Allow', 'Deny']),
          concerned: z.boolean().optional(),
          actions: z.array(z.string()),
          conditions: z.array(
            z.strictObject({
              operator: z.string(),
              key: z.string(),
              wanted: z.array(z.string()),
              actual: z.array(z.string()),
              outcome: z.enum(['met', 'not-met', 'unknown']),
              reason: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

const web = { namespace: 'default', name: 'web' };

async function issue(
  { directory }: AwsSide,
  { issuer, moment = new Date() }: { issuer?: IssuedCertificate; moment?: Date } = {},
): Promise<string> {
  const ca = issuer ?? (await readCaKeyFile(join(directory, 'ca.key')));
  if (ca === undefined) throw new Error('there is no CA');
  const order = { cluster: 'home', serviceAccount: web, issuer: ca, ...validAround(moment) };
  return (await issueWorkloadCertificate(order)).certificatePem;
}

function secret(certificatePem: string): object {
  const data = { 'tls.crt': Buffer.from(certificatePem).toString('base64') };
  const metadata = { name: certificateSecretName(web.name), namespace: web.namespace };
  return { apiVersion: 'v1', kind: 'Secret', metadata, data };
}

async function run(side: AwsSide, ...words: string[]) {
  const { stdout, exitCode } = await side.run('access', ...words, '--json');
  const result = accessResult.parse(JSON.parse(stdout));
  expect(exitCode).toBe(result.allowed ? 0 : 1);
  return result;
}

describe('iamra access', () => {
  it('says yes with every step and every condition, and writes nothing', async () => {
    const side = await initialised();
    const operations = await side.writesOf(async () => {
      const { stdout, exitCode } = await side.run('access', 'default/web', 'web');
      expect(exitCode).toBe(0);
      expect(stdout).toContain('spiffe://home/ns/default/sa/web');
      expect(stdout).toContain('the certificate that iamra would issue: no cluster is at hand');
      expect(stdout).toMatch(/✓ ArnEquals aws:SourceArn "arn:aws:rolesanywhere:\S+"/);
      expect(stdout).toContain('default/web may assume web.');
    });
    expect(operations).toEqual([]);
  });

  it('names the condition that says no, with the mend', async () => {
    const side = await initialised();
    const { stdout, exitCode } = await side.run('access', 'shop:api', 'web');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '✗ StringEquals aws:PrincipalTag/x509SAN/URI "spiffe://home/ns/default/sa/web"; the session has "spiffe://home/ns/shop/sa/api"',
    );
    expect(stdout).toContain('IAMRA414');
    expect(stdout).toMatch(/Fix: +iamra role add web --service-account shop\/api/);
    expect(stdout).toContain('shop/api may not assume web: trust policy.');
  });

  it('tells of all roles of the profile where none is named', async () => {
    const side = await initialised();
    const added = await side.run('role', 'add', 'api', '--service-account', 'shop/api', '--yes');
    expect(added.exitCode, added.stderr).toBe(0);
    const { roles, allowed } = await run(side, 'shop/api');
    expect(allowed).toBe(true);
    expect(roles.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'web refused',
      'api allowed',
    ]);
  });

  it('takes the certificate of the cluster, the public part of the Secret', async () => {
    const { api, environment } = await loopbackCluster();
    const side = await initialised({ environment } satisfies AwsSideOptions);
    expect((await run(side, 'default/web', 'web')).certificate).toMatchObject({
      source: 'expected',
      from: 'there is no Secret default/iamra-web yet',
    });
    api.put(secret(await issue(side)));
    const { certificate, allowed } = await run(side, 'default/web', 'web');
    expect(allowed).toBe(true);
    expect(certificate).toMatchObject({
      source: 'cluster',
      from: 'Secret default/iamra-web',
      uri: 'spiffe://home/ns/default/sa/web',
    });
  });

  it('judges a certificate in a file: its dates and its issuer', async () => {
    const side = await initialised();
    const refusedBy = async (pem: string) => {
      await side.put('tls.crt', pem);
      const { roles, certificate } = await run(
        side,
        'default/web',
        'web',
        '--certificate',
        'tls.crt',
      );
      expect(certificate.source).toBe('file');
      return roles[0]?.refusedBy;
    };
    expect(await refusedBy(await issue(side))).toBeNull();
    const long = 30 * 24 * 60 * 60 * 1000;
    expect(await refusedBy(await issue(side, { moment: new Date(Date.now() - long) }))).toBe(
      'certificate',
    );
    const issuer = await makeCa(new Date(), { name: 'home' });
    expect(await refusedBy(await issue(side, { issuer }))).toBe('chain');
  });

  it('says that a certificate in a file is of another ServiceAccount', async () => {
    const side = await initialised();
    const ca = await readCaKeyFile(join(side.directory, 'ca.key'));
    if (ca === undefined) throw new Error('there is no CA');
    const serviceAccount = { namespace: 'shop', name: 'api' };
    const order = { cluster: 'home', serviceAccount, issuer: ca, ...validAround(new Date()) };
    await side.put('o.pem', (await issueWorkloadCertificate(order)).certificatePem);
    const words = ['access', 'default/web', 'web', '--certificate', 'o.pem'];
    const { stdout, exitCode } = await side.run(...words);
    expect(stdout).toMatch(
      /Fix: +the certificate is of spiffe:.*shop\/sa\/api, not of default\/web/,
    );
    expect(stdout).not.toContain('iamra role add');
    expect(exitCode).toBe(1);
  });

  it('sees that a certificate is revoked', async () => {
    const side = await initialised();
    const pem = await issue(side);
    await side.put('tls.crt', pem);
    const words = ['default/web', 'web', '--certificate', 'tls.crt'];
    const { certificate } = await run(side, ...words);
    const revoke = ['ca', 'revoke', '--serial', certificate.serialNumber ?? ''];
    const revoked = await side.run(...revoke, '--ca-key-file', 'ca.key', '--yes');
    expect(revoked.exitCode, revoked.stderr).toBe(0);
    const { roles } = await run(side, ...words);
    expect(roles[0]).toMatchObject({ refusedBy: 'revocation' });
    expect(roles[0]?.steps.find(({ name }) => name === 'revocation')).toMatchObject({
      code: 'IAMRA275',
      fix: expect.stringMatching(/^iamra ca unrevoke --serial \S+, or have a new certif/) as string,
    });
  });

  it('sees disabled and missing things, durations and session names', async () => {
    const side = await initialised();
    const { profile, trustAnchor } = await side.config();
    const client = rolesAnywhereClient(side.aws.emulator);
    const profileId = profile?.arn?.split('/')[1] ?? '';
    // The SDK does not know acceptRoleSessionName.
    await signedCall(side.aws.emulator, {
      method: 'PATCH',
      path: `/profile/${profileId}`,
      body: { acceptRoleSessionName: false, durationSeconds: 7200, roleArns: [] },
    });
    const trustAnchorId = trustAnchor?.arn?.split('/')[1] ?? '';
    await client.send(new DisableTrustAnchorCommand({ trustAnchorId }));
    const { roles } = await run(side, 'default/web', 'web');
    const failed = roles[0]?.steps.filter(({ outcome }) => outcome === 'fail');
    expect(roles[0]?.refusedBy).toBe('trust-anchor');
    expect(failed?.map(({ name, code }) => `${name} ${code ?? ''}`)).toEqual([
      'trust-anchor IAMRA411',
      'profile-role IAMRA413',
      'session-name IAMRA416',
      'duration IAMRA415',
    ]);
  });

  it('says of a role that there is none, or that it is of another account', async () => {
    const side = await initialised();
    const { roles } = await run(side, 'default/web', 'nobody');
    expect(roles[0]?.steps.find(({ name }) => name === 'role')).toMatchObject({
      outcome: 'fail',
      code: 'IAMRA231',
    });
    const other = await run(side, 'default/web', 'arn:aws:iam::999999999999:role/web');
    expect(other.roles[0]?.steps.find(({ name }) => name === 'role')?.code).toBe('IAMRA240');
  });

  it('does not pass over what the evaluator does not know', async () => {
    const side = await initialised();
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const input = { RoleName: 'web', PolicyDocument: trustPolicyText({ Condition }) };
    await iamClient(side.aws.emulator).send(new UpdateAssumeRolePolicyCommand(input));
    const { stdout, exitCode } = await side.run('access', 'default/web', 'web');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Whether default/web may assume web cannot be told.');
    expect(stdout).toContain('IpAddress is not supported');
  });

  it('names a role that others made as one to adopt', async () => {
    const side = await initialised();
    const { Arn } = await makeRole(side.aws.emulator, 'reports');
    const { roles } = await run(side, 'default/web', 'reports');
    expect(roles[0]?.steps.find(({ name }) => name === 'profile-role')?.fix).toBe(
      `iamra role adopt ${Arn ?? ''} --service-account default/web`,
    );
  });

  it.each([
    [['web'], 'IAMRA901', 2],
    [['default/web', 'web', '--session-name', 'a b'], 'IAMRA901', 2],
    [['default/web', 'web', '--certificate', 'none.crt'], 'IAMRA904', 3],
    [['default/web', 'web', '--certificate', 'iamra.yaml'], 'IAMRA402', 3],
    [['default/web', 'web', '--config', 'none.yaml'], 'IAMRA236', 2],
  ])('refuses %j', async (words, code, status) => {
    const side = await initialised();
    const { exitCode, stderr } = await side.run('access', ...words);
    expect(stderr).toContain(code);
    expect(exitCode).toBe(status);
  });
});
