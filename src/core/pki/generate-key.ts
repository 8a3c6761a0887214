import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Kinds of key that Roles Anywhere and cert-manager both take. */
export type KeyKind = 'ec-p256' | 'ec-p384' | 'rsa-2048';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A fresh key pair. */
export function generateKey(kind: KeyKind = 'ec-p256'): KeyPair {
  switch (kind) {
    case 'ec-p256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'ec-p384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' });
    case 'rsa-2048':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
  }
}

/** A private key as PKCS #8 PEM. */
export function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
