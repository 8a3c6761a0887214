import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { IamraError } from '../errors/iamra-error.ts';
import { splitPem } from '../pki/split-pem.ts';
import { type SigningAlgorithm, signingAlgorithm } from './signing-algorithm.ts';

/** A certificate with its key and chain: who asks for a session. */
export interface SigningIdentity {
  readonly certificate: X509Certificate;
  /** Intermediates, leaf's issuer first; never the root. */
  readonly chain: readonly X509Certificate[];
  readonly privateKey: KeyObject;
  readonly algorithm: SigningAlgorithm;
}

/** AWS takes this many intermediates at most. */
export const maximumChainLength = 5;

/**
 * Builds an identity from PEM: the leaf first, then its intermediates, as in a `kubernetes.io/tls` Secret.
 * @throws {IamraError} IAMRA402 for text that holds no usable certificate or key, IAMRA403 where they don't match
 */
export function parseSigningIdentity(
  certificatesPem: string,
  privateKeyPem: string,
): SigningIdentity {
  const [certificate, ...rest] = parseCertificates(certificatesPem);
  if (certificate === undefined) {
    throw new IamraError('IAMRA402', 'The certificate file holds no PEM certificate.');
  }
  const privateKey = parsePrivateKey(privateKeyPem);
  const algorithm = signingAlgorithm(privateKey);
  if (algorithm === undefined) {
    const kind = privateKey.asymmetricKeyType ?? privateKey.type;
    throw new IamraError('IAMRA402', `The private key is of kind ${kind}; RSA or EC is needed.`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new IamraError('IAMRA403', 'The private key does not belong to the certificate.');
  }
  return { certificate, chain: intermediates(rest), privateKey, algorithm };
}

/** The serial number as CreateSession wants it: decimal. */
export function decimalSerialNumber(certificate: X509Certificate): string {
  return BigInt(`0x${certificate.serialNumber}`).toString();
}

function intermediates(certificates: readonly X509Certificate[]): readonly X509Certificate[] {
  const chain = certificates.filter((candidate) => candidate.subject !== candidate.issuer);
  if (chain.length > maximumChainLength) {
    throw new IamraError(
      'IAMRA402',
      `The certificate file holds ${chain.length} intermediates; AWS takes ${maximumChainLength} at most.`,
    );
  }
  return chain;
}

function parseCertificates(pem: string): X509Certificate[] {
  try {
    return splitPem(pem).map((block) => new X509Certificate(block));
  } catch (cause) {
    throw new IamraError('IAMRA402', 'The certificate file holds a damaged certificate.', {
      cause,
    });
  }
}

function parsePrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new IamraError('IAMRA402', 'The key file holds no usable private key.', { cause });
  }
}
