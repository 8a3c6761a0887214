import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CertificateFiles } from '../../../webhook/agent/session/certificate-files.ts';
import { WatchedCertificate } from '../../../webhook/agent/session/watched-certificate.ts';
import { createLogger } from '../../../webhook/observe/logger.ts';
import { secretFiles, secretPaths } from '../../fixtures/agent-bench.ts';
import { makeCa, makeCertificate } from '../../fixtures/certificates.ts';
import { MountedSecret } from '../../fixtures/mounted-secret.ts';

const now = new Date();
const ca = await makeCa(now, { pathLength: 4 });
const intermediate = await makeCa(now, { name: 'intermediate', issuer: ca, pathLength: 3 });
const first = await makeCertificate(now, { issuer: ca });
const second = await makeCertificate(now, { issuer: intermediate, keyKind: 'rsa-2048' });

const cleanups: Array<() => void> = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function mountedSecret(files: Record<string, string>): MountedSecret {
  const secret = new MountedSecret(files);
  cleanups.push(() => {
    secret.remove();
  });
  return secret;
}

function plainFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-files-'));
  cleanups.push(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function filesIn(folder: string): CertificateFiles {
  return new CertificateFiles(secretPaths(folder));
}

function watch(folder: string): { watched: WatchedCertificate; log: string[] } {
  const log: string[] = [];
  const logger = createLogger((line) => log.push(line));
  return { watched: new WatchedCertificate(filesIn(folder), logger), log };
}

describe('the certificate files', () => {
  it('are read with the chain, from a Secret that is mounted', () => {
    const { directory } = mountedSecret(secretFiles(second, intermediate));
    const { certificate, chain, algorithm } = filesIn(directory).read();
    expect(certificate.toString()).toBe(second.certificatePem);
    expect(chain.map(String)).toEqual([intermediate.certificatePem]);
    expect(algorithm).toBe('AWS4-X509-RSA-SHA256');
  });

  it('are read from a plain folder', () => {
    const identity = filesIn(plainFolder(secretFiles(first))).read();
    expect(identity.algorithm).toBe('AWS4-X509-ECDSA-SHA256');
  });

  it('come from one version, when a swap happens in the middle', () => {
    const secret = mountedSecret(secretFiles(first));
    const files = filesIn(secret.directory);
    const version = files.version.bind(files);
    let asked = 0;
    files.version = () => {
      asked += 1;
      const seen = version();
      // The kubelet swaps between the first look and the reading.
      if (asked === 1) secret.update(secretFiles(second));
      return seen;
    };
    expect(files.read().certificate.toString()).toBe(second.certificatePem);
  });

  it('are refused where key and certificate do not match', () => {
    const folder = plainFolder({
      ...secretFiles(first),
      'tls.key': secretFiles(second)['tls.key'] ?? '',
    });
    expect(() => filesIn(folder).read()).toThrow(
      'The private key does not belong to the certificate.',
    );
  });

  it('are missed by their path', () => {
    const folder = plainFolder({});
    expect(() => filesIn(folder).read()).toThrow(join(folder, 'tls.crt'));
  });
});

describe('the certificate in use', () => {
  it('follows a rotation, also to another algorithm', () => {
    const secret = mountedSecret(secretFiles(first));
    const { watched } = watch(secret.directory);
    expect(watched.check()).toBe(true);
    expect(watched.check()).toBe(false);
    secret.update(secretFiles(second, intermediate));
    expect(watched.check()).toBe(true);
    expect(watched.identity?.algorithm).toBe('AWS4-X509-RSA-SHA256');
  });

  it('brings its own chain: after a replacement of the CA nothing of the old one is sent', async () => {
    const secret = mountedSecret(secretFiles(second, intermediate));
    const { watched } = watch(secret.directory);
    watched.check();
    const next = await makeCa(now, { name: 'next', issuer: ca, pathLength: 3 });
    secret.update(secretFiles(await makeCertificate(now, { issuer: next }), next));
    watched.check();
    expect(watched.identity?.chain.map(String)).toEqual([next.certificatePem]);
    secret.update(secretFiles(first));
    watched.check();
    expect(watched.identity?.chain).toEqual([]);
  });

  it('stays while new files cannot be used, and says what is wrong with them', () => {
    const folder = plainFolder(secretFiles(first));
    const { watched, log } = watch(folder);
    watched.check();
    writeFileSync(join(folder, 'tls.crt'), second.certificatePem);
    expect(watched.check()).toBe(true);
    expect(watched.problem?.code).toBe('IAMRA403');
    expect(watched.identity?.certificate.toString()).toBe(first.certificatePem);
    expect(log.at(-1)).toContain('IAMRA403');
    writeFileSync(join(folder, 'tls.key'), secretFiles(second)['tls.key'] ?? '');
    expect(watched.check()).toBe(true);
    expect(watched.problem).toBeUndefined();
    expect(watched.identity?.certificate.toString()).toBe(second.certificatePem);
  });

  it('appears as soon as its files do', () => {
    const folder = plainFolder({});
    const { watched } = watch(folder);
    expect(watched.check()).toBe(true);
    expect(watched.problem?.code).toBe('IAMRA402');
    for (const [name, text] of Object.entries(secretFiles(first))) {
      writeFileSync(join(folder, name), text);
    }
    expect(watched.check()).toBe(true);
    expect(watched.identity).toBeDefined();
  });

  it('notices when only the mode of a file changes', () => {
    const folder = plainFolder(secretFiles(first));
    const { watched } = watch(folder);
    watched.check();
    chmodSync(join(folder, 'tls.key'), 0o600);
    expect(watched.check()).toBe(true);
  });

  it('is taken without a subject: that is for AWS to refuse', async () => {
    const leaf = await makeCertificate(now, { issuer: ca, subject: [] });
    const { watched } = watch(plainFolder(secretFiles(leaf)));
    watched.check();
    expect(watched.identity).toBeDefined();
  });

  it('is logged without its key', () => {
    const { watched, log } = watch(plainFolder(secretFiles(first)));
    watched.check();
    expect(log.join('')).toContain('CN=web, O=test');
    expect(log.join('')).not.toContain('PRIVATE');
  });
});
