import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import { splitPem } from '../../src/core/pki/split-pem.ts';
import { certManager, loopbackCluster } from '../cli/support/cluster.ts';
import { type EmulatedAws, emulatedAws } from '../cli/support/emulated-aws.ts';
import { rotatingCluster } from '../cli/support/rotating-cluster.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa, type Validity } from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { initialisedAws } from '../fixtures/initialised-aws.ts';
import { unusableCas } from '../fixtures/unusable-cas.ts';

interface Setting {
  readonly directory: string;
  readonly aws: EmulatedAws;
  readonly run: (...words: string[]) => Promise<Ended>;
  readonly path: (name: string) => string;
  readonly certificateIn: (name: string) => Promise<string | undefined>;
}

const rotate = ['ca', 'rotate', '--ca-key-file', 'ca.key', '--yes'];
const day = 24 * 60 * 60 * 1000;

/** A machine without a cluster, after `iamra init`. */
async function setting(): Promise<Setting> {
  const directory = await temporaryDirectory();
  const aws = await emulatedAws();
  const { environment } = aws;
  const run = (...words: string[]): Promise<Ended> => runIamra(words, { directory, environment });
  const path = (name: string): string => join(directory, name);
  await initialisedAws(aws.emulator, [], {}, { directory });
  const certificateIn = async (name: string): Promise<string | undefined> =>
    splitPem(await readFile(path(name), 'utf8'))[0];
  return { directory, aws, run, path, certificateIn };
}

async function anchorOf({ aws }: Pick<Setting, 'aws'>): Promise<string[]> {
  const client = rolesAnywhereClient(aws.emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  client.destroy();
  return splitPem(trustAnchors[0]?.source?.sourceData?.x509CertificateData ?? '');
}

async function writeCa(path: string, validity: Validity): Promise<string> {
  const { certificatePem, keys } = await makeCa(new Date(), { name: 'own', validity });
  await writeFile(path, `${certificatePem}${privateKeyPem(keys.privateKey)}`);
  return certificatePem.trim();
}

const forYears = (): Validity => ({
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + 1000 * day),
});

describe('iamra ca rotate with the CA in a file', () => {
  it('swaps the files, tells what to do in the cluster, and ends when that is vouched for', async () => {
    const { run, path, certificateIn, aws } = await setting();
    const old = await certificateIn('ca.key');
    const first = await run(...rotate);
    expect(first.exitCode, first.stderr).toBe(0);
    expect(first.stdout).toContain('iamra ca rotate --next-ca-key-file ca.key --context NAME');
    expect(first.stdout).toContain('kubectl create secret tls iamra-workload-ca');
    expect(first.stdout).toContain('iamra ca rotate --ca-key-file ca.key --reissued');
    const fresh = await certificateIn('ca.key');
    expect(fresh).not.toBe(old);
    expect(await certificateIn('ca.key.previous')).toBe(old);
    expect(await anchorOf({ aws })).toEqual([old, fresh]);

    // Without the word of anybody nothing goes on.
    const again = await run(...rotate, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ applied: false, phase: 'next-signs' });
    expect(await anchorOf({ aws })).toEqual([old, fresh]);

    const last = await run(...rotate, '--reissued');
    expect(last.exitCode, last.stderr).toBe(0);
    expect(await anchorOf({ aws })).toEqual([fresh]);
    expect([path('ca.key.next'), path('ca.key.previous')].filter(existsSync)).toEqual([]);
  });

  it('goes back with --abort', async () => {
    const { run, certificateIn, aws } = await setting();
    const old = await certificateIn('ca.key');
    await run(...rotate);
    const { stderr, exitCode } = await run(...rotate, '--abort', '--reissued');
    expect(exitCode, stderr).toBe(0);
    expect(await certificateIn('ca.key')).toBe(old);
    expect(await anchorOf({ aws })).toEqual([old]);
  });

  it('takes the next CA that the user brings', async () => {
    const { run, path, certificateIn, aws } = await setting();
    const own = await writeCa(path('own.key'), forYears());
    const words = [...rotate, '--next-ca-key-file', 'own.key', '--reissued'];
    const { stderr, exitCode } = await run(...words);
    expect(exitCode, stderr).toBe(0);
    expect(await certificateIn('ca.key')).toBe(own);
    expect(await anchorOf({ aws })).toEqual([own]);
    expect(existsSync(path('own.key'))).toBe(true);
  });

  it('refuses a next CA that AWS would refuse, before any change', async () => {
    const { run, path, aws } = await setting();
    const { certificatePem, keys } = await unusableCas['no keyCertSign'](new Date());
    await writeFile(path('own.key'), `${certificatePem}${privateKeyPem(keys.privateKey)}`);
    const { stderr, exitCode } = await run(...rotate, '--next-ca-key-file', 'own.key');
    expect(stderr).toMatch(/Error IAMRA208 .*own\.key: .*lacks the key usage keyCertSign/);
    expect(exitCode).toBe(2);
    expect(await anchorOf({ aws })).toHaveLength(1);
  });

  it('refuses to begin where another machine has begun: the key of the next CA is not here', async () => {
    const { run, path, aws } = await setting();
    const stale = await readFile(path('ca.key'), 'utf8');
    await run(...rotate);
    await writeFile(path('stale.key'), stale);
    const { stderr, exitCode } = await run('ca', 'rotate', '--ca-key-file', 'stale.key', '--yes');
    expect(stderr).toMatch(/Error IAMRA256 The trust anchor holds .*OU=20.*newer/);
    expect(exitCode).toBe(4);
    expect(await anchorOf({ aws })).toHaveLength(2);
  });

  it('refuses a third CA while two are trusted, and names both', async () => {
    const { run, path, aws } = await setting();
    await run(...rotate);
    await writeCa(path('third.key'), forYears());
    // As if the files of the rotation were lost: the anchor alone tells of it.
    const words = ['ca', 'rotate', '--ca-key-file', 'ca.key', '--next-ca-key-file', 'third.key'];
    const { stderr, exitCode } = await run(...words, '--yes');
    expect(stderr).toMatch(
      /Error IAMRA255 The trust anchor holds 2 CA certificates, CN=.* and CN=/,
    );
    expect(exitCode).toBe(4);
    expect(await anchorOf({ aws })).toHaveLength(2);
  });

  it('needs to know where the CA is', async () => {
    const { run } = await setting();
    const { stderr, exitCode } = await run('ca', 'rotate', '--yes');
    expect(stderr).toMatch(/Error IAMRA902 [^]*--ca-key-file FILE[^]*--context NAME/);
    expect(exitCode).toBe(2);
  });
});

describe('iamra ca rotate from file to cluster', () => {
  it('is finished by whoever has the cluster, with the file', async () => {
    const whole = await rotatingCluster(['web']);
    const { directory, aws, run } = whole;
    const secret = whole.cluster.api.get('Secret', 'cert-manager/iamra-workload-ca') as unknown as {
      data: Record<string, string>;
    };
    const decoded = Object.values(secret.data).map((text) =>
      Buffer.from(text, 'base64').toString(),
    );
    await writeFile(join(directory, 'ca.key'), decoded.join(''));
    await runIamra(rotate, { directory, environment: aws.environment });
    const { stderr, exitCode } = await run(
      ...['ca', 'rotate', '--next-ca-key-file', 'ca.key', '--context', 'test', '--yes'],
    );
    expect(exitCode, stderr).toBe(0);
    expect(await anchorOf({ aws })).toEqual([whole.caIn('current')]);
    const fresh = splitPem(await readFile(join(directory, 'ca.key'), 'utf8'))[0];
    expect(whole.caIn('current')).toBe(fresh);
  });
});

describe('iamra ca rotate refuses', () => {
  it.each([
    [
      'cert-manager made for the chart',
      { annotations: { 'cert-manager.io/certificate-name': 'ca' } },
    ],
    ['kubectl label secret', {}],
  ])('a CA that is not its own: %s', async (expected, extra) => {
    const { directory, aws } = await setting();
    const ca = await makeCa(new Date());
    const cluster = await loopbackCluster(...certManager(), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'iamra-workload-ca', namespace: 'cert-manager', ...extra },
      data: { 'tls.crt': Buffer.from(ca.certificatePem).toString('base64') },
    });
    const environment = { ...aws.environment, ...cluster.environment };
    const { stderr, exitCode } = await runIamra(['ca', 'rotate', '--yes'], {
      directory,
      environment,
    });
    expect(stderr).toContain('Error IAMRA257');
    expect(stderr).toContain(expected);
    expect(exitCode).toBe(4);
    expect(await anchorOf({ aws })).toHaveLength(1);
  });
});

describe('iamra ca rotate with the CA that the chart made', () => {
  it('works once it was handed over: its Secret carries the label of iamra', async () => {
    const { cluster, run, caIn } = await rotatingCluster(['web']);
    const before = caIn('current');
    const secret = cluster.api.get('Secret', 'cert-manager/iamra-workload-ca');
    const annotations = { 'cert-manager.io/certificate-name': 'iamra-workload-ca' };
    cluster.api.put({ ...secret, metadata: { ...secret?.metadata, annotations } });
    const { stderr, exitCode } = await run('ca', 'rotate', '--yes');
    expect(exitCode, stderr).toBe(0);
    expect(caIn('current')).not.toBe(before);
  });
});
