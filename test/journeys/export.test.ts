import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import { certManager, chartCa, loopbackCluster } from '../cli/support/cluster.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa } from '../fixtures/certificates.ts';

const place = ['--cluster', 'home', '--account', '123456789012', '--region', 'eu-west-1'];
const web = ['--role', 'web', '--service-account', 'default/web'];
const formats = ['terraform', 'cloudformation'] as const;

interface Side {
  readonly directory: string;
  readonly certificatePem: string;
  readonly run: (...words: string[]) => Promise<Ended>;
}

/** A folder with a CA and its key in one file; AWS is out of reach. */
async function side(environment: Readonly<Record<string, string>> = {}): Promise<Side> {
  const directory = await temporaryDirectory();
  const { certificatePem, keys } = await makeCa(new Date());
  const both = `${certificatePem}\n${privateKeyPem(keys.privateKey)}`;
  await writeFile(join(directory, 'ca.pem'), both);
  return {
    directory,
    certificatePem,
    run: (...words) => runIamra(words, { directory, environment }),
  };
}

const templateResult = z.strictObject({
  format: z.enum(formats),
  cluster: z.string(),
  account: z.string().length(12),
  region: z.string(),
  text: z.string(),
  next: z.array(z.string()),
});

const permissionsResult = z.strictObject({
  for: z.enum(['init', 'read-only']),
  cluster: z.string(),
  account: z.string().length(12),
  region: z.string(),
  policy: z.strictObject({ Version: z.string(), Statement: z.array(z.object({})) }),
  characters: z.int().max(6144),
  warnings: z.array(z.string()),
});

describe.each(formats)('iamra export %s', (format) => {
  const command = ['export', format, ...place, ...web];

  it('prints the template alone, and tells how to go on, without AWS and without the key', async () => {
    const { run, certificatePem } = await side();
    const { stdout, stderr, exitCode } = await run(...command, '--ca-certificate', 'ca.pem');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(certificatePem.split('\n')[1]);
    expect(stdout).not.toContain('PRIVATE KEY');
    expect(stdout).toContain('spiffe://home/ns/default/sa/web');
    expect(stderr).toContain('Then run iamra init --cluster home --region eu-west-1');
  });

  it('writes a file', async () => {
    const { run, directory } = await side();
    const ended = await run(...command, '--ca-certificate', 'ca.pem', '--out', 'out.txt');
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('Written to out.txt.');
    expect(await readFile(join(directory, 'out.txt'), 'utf8')).toContain('iamra-home');
  });

  it('gives JSON of one form', async () => {
    const { run } = await side();
    const { stdout } = await run(...command, '--ca-certificate', 'ca.pem', '--json');
    expect(templateResult.parse(JSON.parse(stdout))).toMatchObject({ format, cluster: 'home' });
  });

  it('takes the certificate from the cluster, or from the file that init made', async () => {
    const { certificatePem } = await makeCa(new Date());
    const cluster = await loopbackCluster(...certManager(), ...chartCa(certificatePem));
    const { run, certificatePem: inFile } = await side(cluster.environment);
    const fromCluster = await run(...command, '--ca', 'cluster');
    expect(fromCluster.stdout, fromCluster.stderr).toContain(certificatePem.split('\n')[1]);
    const fromFile = await run(...command, '--ca-key-file', 'ca.pem');
    expect(fromFile.stdout, fromFile.stderr).toContain(inFile.split('\n')[1]);
  });

  it.each([
    [[], 'Error IAMRA270 No place of the CA is known.'],
    [['--ca-certificate', 'no.pem'], 'Error IAMRA270 There is no file no.pem.'],
    [['--ca-certificate', 'iamra.txt'], 'Error IAMRA270 iamra.txt holds no certificate in PEM.'],
    [['--ca-key-file', 'no.key'], 'Error IAMRA270 no.key holds no CA.'],
  ])('says with %j what is missing', async (flags, message) => {
    const { run, directory } = await side();
    await writeFile(join(directory, 'iamra.txt'), 'no PEM');
    const { stderr, stdout, exitCode } = await run(...command, ...flags);
    expect(stderr).toContain(message);
    expect(stderr).toContain('--ca-certificate FILE');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('refuses a CA that AWS would refuse', async () => {
    const { run, directory } = await side();
    const { certificatePem } = await makeCa(new Date('2001-01-01'));
    await writeFile(join(directory, 'old.pem'), certificatePem);
    const { stderr } = await run(...command, '--ca-certificate', 'old.pem');
    expect(stderr).toContain('Error IAMRA208 AWS would refuse the CA certificate in old.pem');
  });
});

describe('what an export is for', () => {
  const rest = ['--region', 'eu-west-1', '--ca-certificate', 'ca.pem', ...web];

  it.each([
    [['--account', '123456789012'], 'No cluster is named'],
    [['--cluster', 'home'], 'No AWS account is named'],
    [['--cluster', 'home', '--account', '12'], '--account “12” is not of twelve digits'],
  ])('must be known: %j', async (flags, message) => {
    const { run } = await side();
    const { stderr, exitCode } = await run('export', 'terraform', ...rest, ...flags);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('must be what iamra.yaml is for', async () => {
    const { run, directory } = await side();
    const config =
      'apiVersion: iamra.dev/v1\ncluster: home\nregion: eu-west-1\naccount: "123456789012"\n';
    await writeFile(join(directory, 'iamra.yaml'), config);
    const other = await run('export', 'terraform', ...rest, '--account', '999999999999');
    expect(other.stderr).toContain('iamra.yaml is for account 123456789012, not for 999999999999');
    const same = await run('export', 'terraform', ...rest);
    expect(same.exitCode, same.stderr).toBe(0);
  });
});

describe('iamra export permissions', () => {
  it('prints a policy, and warns of what it lets its holder do beyond iamra', async () => {
    const { run } = await side();
    const { stdout, stderr, exitCode } = await run('export', 'permissions', ...place);
    expect(JSON.parse(stdout)).toMatchObject({ Version: '2012-10-17' });
    expect(stderr).toContain('limit them with --permissions-boundary ARN');
    expect(exitCode).toBe(0);
    const readOnly = await run('export', 'permissions', ...place, '--for', 'read-only');
    expect(readOnly.stderr).toBe('');
  });

  it('gives JSON of one form', async () => {
    const { run } = await side();
    const { stdout } = await run('export', 'permissions', ...place, '--json');
    expect(permissionsResult.parse(JSON.parse(stdout)).for).toBe('init');
  });

  it.each([
    [['--role', 'a b'], '--role “a b”'],
    [['--role-path', 'teams'], '--role-path “teams”'],
    [['--adopt', 'reports'], '--adopt “reports”'],
    [['--policy', 'S3'], '--policy “S3”'],
    [['--permissions-boundary', 'p.json'], '--permissions-boundary “p.json”'],
  ])('refuses %j', async (flags, message) => {
    const { run } = await side();
    const { stderr, exitCode } = await run('export', 'permissions', ...place, ...flags);
    expect(stderr).toContain(`Error IAMRA901 ${message} cannot be used.`);
    expect(exitCode).toBe(2);
  });

  it('says which flag helps where the policy would be too long', async () => {
    const { run } = await side();
    const roles = Array.from({ length: 40 }, (_, index) => [
      '--role',
      `a-role-of-some-length-${index}`,
    ]);
    const { stderr } = await run('export', 'permissions', ...place, ...roles.flat());
    expect(stderr).toContain('Error IAMRA271 The policy would have');
    expect(stderr).toContain('--role-path PATH');
  });
});
