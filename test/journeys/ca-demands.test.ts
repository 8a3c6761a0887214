import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { KeyUsageFlags } from '../../src/core/pki/x509.ts';
import { certManager, chartCa, loopbackCluster } from '../cli/support/cluster.ts';
import { emulatedAws } from '../cli/support/emulated-aws.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { makeCa, makeCertificate } from '../fixtures/certificates.ts';
import { unusableCas } from '../fixtures/unusable-cas.ts';

interface Refused extends Ended {
  readonly operations: readonly string[];
}

/** `iamra init` with a CA of the user's own that breaks one demand of AWS. */
async function initWith(name: keyof typeof unusableCas): Promise<Refused> {
  return initWithCa(await unusableCas[name](new Date()));
}

async function initWithCa(ca: IssuedCertificate): Promise<Refused> {
  const directory = await temporaryDirectory();
  const { environment, operations } = await emulatedAws();
  const text = `${ca.certificatePem.trim()}\n${privateKeyPem(ca.keys.privateKey)}`;
  await writeFile(join(directory, 'ca.key'), text);
  const words = ['init', '--cluster', 'home', '--ca', 'file', '--ca-key-file', 'ca.key', '--yes'];
  const ended = await runIamra(words, { directory, environment });
  return { ...ended, operations: await operations() };
}

const message = 'Error IAMRA208 AWS would refuse the CA certificate in ca.key: ';

describe('iamra init, before any call, names what AWS demands of a CA and what mends it:', () => {
  it.each([
    ['no CA', 'is not a CA \\(basic constraints CA:TRUE\\)', 'the certificate of the CA itself'],
    ['no keyCertSign', 'lacks the key usage keyCertSign', 'keyUsage=critical,keyCertSign'],
    ['no key usages', 'lacks the key usage keyCertSign', 'keyUsage=critical,keyCertSign'],
    ['version 1', 'is X\\.509 version 1, not 3', 'openssl req -x509'],
    ['SHA-1', 'is signed with SHA-1, not SHA-256 or stronger', 'openssl req -x509 -sha256'],
    ['ML-DSA', 'kind ml-dsa-44, not RSA or EC: AWS takes ML-DSA, but cert-manager', 'an EC key'],
    ['expired', 'expired at 20', 'make a new CA'],
    ['not valid yet', 'is not valid before 20', 'check the clock'],
    ['too long', 'The bundle has \\d+ characters; AWS takes 8000', 'a shorter subject'],
  ] as const)('%s', async (name, rule, fix) => {
    const { stderr, exitCode, operations } = await initWith(name);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(new RegExp(`${rule}[^\\n]*\\n +Fix: .*${fix}`));
    expect(exitCode).toBe(2);
    expect(operations).toEqual([]);
  });

  it('a file that is no certificate', async () => {
    const directory = await temporaryDirectory();
    const { environment, operations } = await emulatedAws();
    await writeFile(join(directory, 'ca.key'), 'hello');
    const words = ['init', '--cluster', 'home', '--ca', 'file', '--ca-key-file', 'ca.key'];
    const { stderr, exitCode } = await runIamra(words, { directory, environment });
    expect(stderr).toMatch(/Error IAMRA209 ca\.key holds no usable certificate[^]*both PEM/);
    expect(exitCode).toBe(3);
    expect(await operations()).toEqual([]);
  });

  it('a public CA', async () => {
    const publicCa = rootCertificates.find((pem) => pem.length < 1500) ?? '';
    const directory = await temporaryDirectory();
    const aws = await emulatedAws();
    const cluster = await loopbackCluster(...certManager(), ...chartCa(publicCa));
    const environment = { ...aws.environment, ...cluster.environment };
    const words = ['init', '--cluster', 'home', '--ca', 'cluster', '--yes'];
    const { stderr, exitCode } = await runIamra(words, { directory, environment });
    expect(stderr).toMatch(
      /Error IAMRA208 .* it is of a public CA \(.*CN=[^]*Fix: +take a CA of your own/,
    );
    expect(exitCode).toBe(2);
    expect(await aws.operations()).toEqual([]);
  });
});

/** `iamra export terraform` with a file of so many CA certificates. */
async function exportWith(...bundle: readonly IssuedCertificate[]): Promise<Ended> {
  const directory = await temporaryDirectory();
  const text = bundle.map(({ certificatePem }) => certificatePem).join('\n');
  await writeFile(join(directory, 'cas.pem'), text);
  const place = ['--cluster', 'home', '--account', '123456789012', '--region', 'eu-west-1'];
  return runIamra(['export', 'terraform', ...place, '--ca-certificate', 'cas.pem'], { directory });
}

describe('iamra export names what AWS demands of several CAs in one trust anchor:', () => {
  const now = new Date();
  const named = (name: string, issuer?: IssuedCertificate): Promise<IssuedCertificate> =>
    makeCa(now, { name, ...(issuer === undefined ? {} : { issuer }) });

  it('at most two', async () => {
    const cas = await Promise.all(['one', 'two', 'three'].map((name) => named(name)));
    const { stdout, stderr, exitCode } = await exportWith(...cas);
    expect(stderr).toMatch(
      /Error IAMRA208 .* in cas\.pem: The bundle holds 3 certificates; a trust anchor takes 2\.\n +Fix: .*at most the one that comes after it/,
    );
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect((await exportWith(...cas.slice(1))).exitCode).toBe(0);
  });

  it('none below one of path length 0', async () => {
    const root = await named('root');
    const { stderr, exitCode } = await exportWith(await named('below', root), root);
    expect(stderr).toMatch(
      /Error IAMRA208 .*root.* allows no CA below it \(path length 0\), and issued .*below.*\n +Fix: .*with a longer path length/,
    );
    expect(exitCode).toBe(2);
    const roomy = await makeCa(now, { name: 'roomy', pathLength: 1 });
    expect((await exportWith(await named('below', roomy), roomy)).exitCode).toBe(0);
  });
});

describe('iamra init, where AWS takes the CA and its owner will regret it, warns:', () => {
  it.each([
    ['lacks the key usage cRLSign: no certificate of it can be revoked', 0],
    ['allows 1 CA below it; with path length 0 no certificate', 1],
  ] as const)('%s', async (warning, pathLength) => {
    const keyUsages = KeyUsageFlags.keyCertSign;
    const ca = await makeCertificate(new Date(), { ca: { pathLength }, keyUsages });
    const { stderr, exitCode, operations } = await initWithCa(ca);
    expect(stderr).toContain(warning);
    expect(exitCode).toBe(0);
    expect(operations).toContain('CreateTrustAnchor');
  });
});
