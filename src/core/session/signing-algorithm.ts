import type { KeyObject } from 'node:crypto';

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html */
export type SigningAlgorithm = 'AWS4-X509-RSA-SHA256' | 'AWS4-X509-ECDSA-SHA256';

/** The algorithm that a key signs with; undefined for keys that Roles Anywhere doesn't take here. */
export function signingAlgorithm(key: KeyObject): SigningAlgorithm | undefined {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return 'AWS4-X509-RSA-SHA256';
    case 'ec':
      return 'AWS4-X509-ECDSA-SHA256';
    default:
      return undefined;
  }
}
