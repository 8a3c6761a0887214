import { X509Certificate } from 'node:crypto';
import { splitPem } from './split-pem.ts';

/** Says whether a PEM bundle holds a certificate, by its fingerprint. */
export function bundleContains(bundle: string, certificatePem: string): boolean {
  const { fingerprint256 } = new X509Certificate(certificatePem);
  return splitPem(bundle).some((pem) => new X509Certificate(pem).fingerprint256 === fingerprint256);
}
