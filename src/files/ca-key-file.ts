import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import { privateKeyPem } from '../core/pki/generate-key.ts';
import type { IssuedCertificate } from '../core/pki/issue-certificate.ts';
import { readText } from './read-text.ts';
import { writeAtomically } from './write-atomically.ts';

const onlyTheOwner = 0o600;

/**
 * The CA from the file that holds its certificate and its private key; undefined where there is no file.
 * @throws {IamraError} IAMRA209 for a file that holds no usable pair
 */
export async function readCaKeyFile(path: string): Promise<IssuedCertificate | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const certificate = parsed(path, 'certificate', () => new X509Certificate(text));
  const privateKey = parsed(path, 'private key', () => createPrivateKey(text));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new IamraError(
      'IAMRA209',
      `The key in ${path} does not belong to the certificate beside it.`,
      {
        fix: 'put the CA certificate and its own key, both PEM, into the file',
      },
    );
  }
  const keys = { publicKey: createPublicKey(privateKey), privateKey };
  return { certificatePem: certificate.toString(), keys };
}

/** Writes certificate and key into one file that only its owner may read. */
export async function writeCaKeyFile(path: string, ca: IssuedCertificate): Promise<void> {
  await writeAtomically(
    path,
    `${ca.certificatePem}${privateKeyPem(ca.keys.privateKey)}`,
    onlyTheOwner,
  );
}

function parsed<T>(path: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new IamraError('IAMRA209', `${path} holds no usable ${what}: ${errorMessage(cause)}`, {
      fix: 'put the CA certificate and its own key, both PEM, into the file',
      cause,
    });
  }
}
