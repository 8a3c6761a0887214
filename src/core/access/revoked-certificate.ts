import type { CertificateFacts } from '../pki/certificate-facts.ts';
import { parseRevocationList } from '../pki/revocation-list.ts';
import { hasSignedList } from '../pki/revocation-list-signature.ts';

/**
 * The certificate of a path that a list of its own issuer revokes (RFC 5280 §6.3.3); undefined where there is none.
 * A list whose next update is past goes on counting: nothing gets its trust back by mere time.
 * @param lists PEM, of the enabled lists of the trust anchor
 */
export function revokedCertificate(
  path: readonly CertificateFacts[],
  lists: readonly string[],
): CertificateFacts | undefined {
  const parsed = lists.map(parseRevocationList).filter((list) => list !== undefined);
  return path.find(({ serialNumber }, index) => {
    const issuer = path[index + 1];
    return (
      issuer !== undefined &&
      parsed.some((list) => list.revoked.has(serialNumber) && hasSignedList(issuer, list))
    );
  });
}
