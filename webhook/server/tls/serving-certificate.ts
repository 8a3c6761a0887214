import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';

/** What the webhook shows to the API server. */
export interface ServingCertificate {
  /** Leaf and intermediates, PEM. */
  readonly cert: string;
  /** The leaf's private key, PEM. */
  readonly key: string;
  readonly notAfter: Date;
}

/** The texts of tls.crt and tls.key; not yet looked at. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

const attempts = 3;

/**
 * Reads tls.crt and tls.key of a mounted Secret, both from one version of it.
 * @throws {IamraError} IAMRA904 where one cannot be read
 */
export async function readCertificateFiles(directory: string): Promise<CertificateFiles> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await mountedVersion(directory);
    try {
      return await readOneVersion(directory);
    } catch (cause) {
      // The kubelet removes a version once it has mounted the next: then that one is read.
      if (attempt < attempts && before !== (await mountedVersion(directory))) continue;
      throw new IamraError(
        'IAMRA904',
        `The serving certificate in ${directory} cannot be read: ${errorMessage(cause)}.`,
        { fix: 'mount the Secret with tls.crt and tls.key of the webhook there', cause },
      );
    }
  }
}

async function readOneVersion(directory: string): Promise<CertificateFiles> {
  // The kubelet swaps the symlink `..data`: what lies beside the resolved file belongs to it.
  const version = dirname(await realpath(join(directory, 'tls.crt')));
  const [cert, key] = await Promise.all([
    readFile(join(version, 'tls.crt'), 'utf8'),
    readFile(join(version, 'tls.key'), 'utf8'),
  ]);
  return { cert, key };
}

/** Where `..data` leads; undefined for plain files. */
function mountedVersion(directory: string): Promise<string | undefined> {
  return readlink(join(directory, '..data')).catch(() => undefined);
}

/**
 * Checks that the key belongs to the leaf, the first certificate of the file.
 * @throws {IamraError} IAMRA402 for what is no certificate or key, IAMRA403 where they don't match
 */
export function parseServingCertificate({ cert, key }: CertificateFiles): ServingCertificate {
  const leaf = parse('tls.crt holds no certificate', () => new X509Certificate(cert));
  const privateKey = parse('tls.key holds no private key', () => createPrivateKey(key));
  if (!leaf.checkPrivateKey(privateKey)) {
    throw new IamraError('IAMRA403', 'tls.key is not the key of the certificate in tls.crt.');
  }
  return { cert, key, notAfter: leaf.validToDate };
}

function parse<T>(complaint: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new IamraError('IAMRA402', `${complaint}: ${errorMessage(cause)}.`, { cause });
  }
}
