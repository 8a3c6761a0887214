import { resourceName } from '../../anywhere/resource-name.ts';
import type { CertificateFacts } from '../../pki/certificate-facts.ts';

/** The name of a CA's revocation list: those of two CAs in one anchor are told apart by the CA's fingerprint. */
export function listName(cluster: string, { certificate }: CertificateFacts): string {
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return `${resourceName(cluster)}-${fingerprint.slice(0, 8)}`;
}
