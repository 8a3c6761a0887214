import { X509Certificate } from 'node:crypto';

/**
 * Which of the public roots a CA is, or was issued by; undefined where that can't be told. A CA further
 * below a public root looks like a private one without the CAs between them.
 * @param roots PEM, such as Node's `tls.rootCertificates`
 */
export function publicRootOf(certificatePem: string, roots: readonly string[]): string | undefined {
  const certificate = new X509Certificate(certificatePem);
  const root = roots
    .map((pem) => new X509Certificate(pem))
    .find((candidate) => isSameOrIssuer(candidate, certificate));
  return root?.subject.replaceAll('\n', ', ');
}

function isSameOrIssuer(root: X509Certificate, certificate: X509Certificate): boolean {
  if (root.fingerprint256 === certificate.fingerprint256) return true;
  return certificate.checkIssued(root) && certificate.verify(root.publicKey);
}
