import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCa } from '../../src/core/pki/create-ca.ts';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import { issueWorkloadCertificate } from '../../src/core/pki/issue-workload-certificate.ts';
import { emulatedAws, writes } from './support/emulated-aws.ts';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const initialise = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web'],
];
const now = new Date();
const validity = { notBefore: now, notAfter: new Date(now.getTime() + 86_400_000) };

const written = (more: string): string =>
  `apiVersion: iamra.dev/v1\ncluster: home\nregion: eu-west-1\naccount: "123456789012"\n${more}`;

describe('iamra init refuses', () => {
  it('to work without AWS credentials', async () => {
    const directory = await temporaryDirectory();
    const { emulator } = await emulatedAws();
    const environment = {
      AWS_ENDPOINT_URL: emulator.url,
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain('Error IAMRA201');
    expect(exitCode).toBe(3);
  });

  it('credentials that AWS does not know', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const wrong = { ...environment, AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA' };
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment: wrong });
    expect(stderr).toContain('Error IAMRA211 GetCallerIdentity: The security token');
    expect(exitCode).toBe(3);
  });

  it('to guess the region', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const nowhere = Object.fromEntries(
      Object.entries(environment).filter(([name]) => name !== 'AWS_REGION'),
    );
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment: nowhere });
    expect(stderr).toContain('Error IAMRA203');
    expect(exitCode).toBe(2);
  });

  it('an address where nobody answers', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const nowhere = { ...environment, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment: nowhere });
    expect(stderr).toContain('Error IAMRA205');
    expect(exitCode).toBe(3);
  });

  it.each([
    ['--region', 'us-east-1', 'is for region eu-west-1, not for us-east-1'],
    ['--cluster', 'other', 'is for cluster home, not for other'],
  ])('%s %s where iamra.yaml says otherwise', async (flag, value, expected) => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    await writeFile(join(directory, 'iamra.yaml'), written(''));
    const { stderr, exitCode } = await runIamra(['init', flag, value, '--yes'], {
      directory,
      environment,
    });
    expect(stderr).toContain('Error IAMRA207');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(2);
    expect(await operations()).toEqual([]);
  });

  it('the credentials of another account than that of iamra.yaml', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws({ accountId: '210987654321' });
    await writeFile(join(directory, 'iamra.yaml'), written(''));
    const { stderr } = await runIamra(initialise, { directory, environment });
    expect(stderr).toMatch(/Error IAMRA207 .*account 123456789012.*account 210987654321/);
    expect(writes(await operations())).toEqual([]);
  });

  it('an iamra.yaml that it does not understand, and leaves it as it is', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const text = written('trustAnker: {}\n');
    await writeFile(join(directory, 'iamra.yaml'), text);
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain('line 5: unknown key “trustAnker”; did you mean “trustAnchor”?');
    expect(exitCode).toBe(2);
    expect(await readFile(join(directory, 'iamra.yaml'), 'utf8')).toBe(text);
  });

  it('a role that it did not make', async () => {
    const directory = await temporaryDirectory();
    const elsewhere = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const other = initialise.map((word) => (word === 'home' ? 'other' : word));
    await runIamra(other, { directory: elsewhere, environment });
    const before = (await operations()).length;
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain('Error IAMRA206 Role web exists');
    expect(exitCode).toBe(4);
    expect(writes((await operations()).slice(before))).toEqual([]);
  });

  it('a CA that AWS would refuse, before the first call', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const issuer = await createCa({ cluster: 'home', ...validity });
    const serviceAccount = { namespace: 'default', name: 'web' };
    const leaf = await issueWorkloadCertificate({
      cluster: 'home',
      serviceAccount,
      issuer,
      ...validity,
    });
    const file = `${leaf.certificatePem}${privateKeyPem(leaf.keys.privateKey)}`;
    await writeFile(join(directory, 'ca.key'), file);
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain('Error IAMRA208');
    expect(exitCode).toBe(2);
    expect(await operations()).toEqual([]);
  });

  it('a CA whose key is not its own', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const [one, two] = await Promise.all(
      [1, 2].map(() => createCa({ cluster: 'home', ...validity })),
    );
    if (one === undefined || two === undefined) throw new Error('no CA');
    const file = `${one.certificatePem}${privateKeyPem(two.keys.privateKey)}`;
    await writeFile(join(directory, 'ca.key'), file);
    const { stderr } = await runIamra(initialise, { directory, environment });
    expect(stderr).toContain('Error IAMRA209 The key in ca.key does not belong');
  });

  it('another CA than the one that the trust anchor holds', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    await runIamra(initialise, { directory, environment });
    const other = await createCa({ cluster: 'home', ...validity });
    await writeFile(
      join(directory, 'ca.key'),
      `${other.certificatePem}${privateKeyPem(other.keys.privateKey)}`,
    );
    const { stderr, exitCode } = await runIamra(initialise, { directory, environment });
    expect(stderr).toMatch(
      /Error IAMRA209 The CA certificate in ca\.key is not in trust anchor arn:/,
    );
    expect(exitCode).toBe(3);
  });

  it('to make a CA without a place for its key', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    const { stderr, exitCode } = await runIamra(['init', '--cluster', 'home', '--yes'], {
      directory,
      environment,
    });
    expect(stderr).toContain('No place is known for the CA and its private key.');
    expect(stderr).toMatch(/Fix: .*--ca-key-file FILE, one that is there or a new one/);
    expect(exitCode).toBe(2);
    expect(writes(await operations())).toEqual([]);
  });

  it('a folder that it cannot write to, before AWS is changed', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    await writeFile(join(directory, 'file'), '');
    await chmod(join(directory, 'file'), 0o600);
    const commandLine = [...initialise, '--config', 'file/iamra.yaml'];
    const { stderr, exitCode } = await runIamra(commandLine, { directory, environment });
    expect(stderr).toContain('Error IAMRA904');
    expect(exitCode).toBe(3);
    expect(writes(await operations())).toEqual([]);
  });
});
