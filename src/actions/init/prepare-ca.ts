import { X509Certificate } from 'node:crypto';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { checkTrustAnchorCertificate } from '../../core/pki/check-trust-anchor-certificate.ts';
import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import { splitPem } from '../../core/pki/split-pem.ts';
import type { InitObservation } from '../../core/plan/init/init-target.ts';
import { readCaKeyFile } from '../../files/ca-key-file.ts';

/**
 * The CA that the user keeps in a file; undefined where the file is still to be written.
 * @throws {IamraError} IAMRA208 for one that AWS would refuse, IAMRA209 for an unusable file
 */
export async function readUsableCa(
  path: string | undefined,
  now: Date,
): Promise<IssuedCertificate | undefined> {
  const ca = path === undefined ? undefined : await readCaKeyFile(path);
  if (ca === undefined) return undefined;
  const [failing] = checkTrustAnchorCertificate(ca.certificatePem, now);
  if (failing !== undefined) {
    throw new IamraError(
      'IAMRA208',
      `AWS would refuse the CA certificate in ${path ?? ''}: ${failing}`,
    );
  }
  return ca;
}

/**
 * Holds the CA at hand against the trust anchor that AWS has.
 * @throws {IamraError} IAMRA209 where they don't belong together, IAMRA902 where a CA is needed and none has a place
 */
export function refuseUnsuitableCa(
  observed: InitObservation,
  ca: IssuedCertificate | undefined,
  path: string | undefined,
): void {
  const { trustAnchor } = observed;
  if (trustAnchor === undefined) {
    if (path !== undefined) return;
    throw new IamraError('IAMRA902', 'No place is known for the private key of the new CA.', {
      fix: 'name a file with --ca-key-file FILE; it is written for your eyes only, and never committed',
    });
  }
  if (ca === undefined || contains(trustAnchor.certificates, ca.certificatePem)) return;
  throw new IamraError(
    'IAMRA209',
    `The CA certificate in ${path ?? ''} is not in trust anchor ${trustAnchor.arn}.`,
  );
}

function contains(bundle: string, certificatePem: string): boolean {
  const { fingerprint256 } = new X509Certificate(certificatePem);
  return splitPem(bundle).some((pem) => new X509Certificate(pem).fingerprint256 === fingerprint256);
}
