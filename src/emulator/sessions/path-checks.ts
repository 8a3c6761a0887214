import { buildPath, isSame, isSelfIssued } from '../../core/pki/build-path.ts';
import { type CertificateFacts, readCertificates } from '../../core/pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
import { parseRevocationList } from '../../core/pki/revocation-list.ts';
import { hasSignedList } from '../../core/pki/revocation-list-signature.ts';
import type { EmulatorAccount } from '../account.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';
import type { TrustAnchorRecord } from '../state.ts';

export interface PathToCheck {
  readonly leaf: CertificateFacts;
  readonly chain: readonly CertificateFacts[];
  readonly trustAnchor: TrustAnchorRecord;
  readonly now: Date;
}

/** The path from the leaf to a certificate of the anchor. @throws {ServiceError} where there is none */
export function checkPath({
  leaf,
  chain,
  trustAnchor,
  now,
}: PathToCheck): readonly CertificateFacts[] {
  const anchors = readCertificates(trustAnchor.certificates);
  const foreign = chain.find(
    (sent) => isSelfIssued(sent) && !anchors.some((anchor) => isSame(anchor, sent)),
  );
  if (foreign !== undefined) {
    throw untrusted(`the chain holds a foreign root: ${formatDistinguishedName(foreign.subject)}`);
  }
  const path = buildPath({ leaf, intermediates: chain, anchors, now });
  if (path.outcome === 'none') throw untrusted(path.reason);
  return path.certificates;
}

/**
 * Refuses a path with a certificate that an enabled list of its own issuer revokes (RFC 5280 §6.3.3). A list whose
 * next update is past goes on counting: nothing gets its trust back by mere time.
 * @throws {ServiceError}
 */
export function checkNotRevoked(
  path: readonly CertificateFacts[],
  trustAnchor: TrustAnchorRecord,
  { state }: EmulatorAccount,
): void {
  const lists = state.revocationLists
    .filter((record) => record.enabled && record.trustAnchorArn === trustAnchor.arn)
    .map((record) => parseRevocationList(Buffer.from(record.data, 'base64').toString()))
    .filter((list) => list !== undefined);
  const revoked = path.find(({ serialNumber }, index) => {
    const issuer = path[index + 1];
    return (
      issuer !== undefined &&
      lists.some((list) => list.revoked.has(serialNumber) && hasSignedList(issuer, list))
    );
  });
  if (revoked === undefined) return;
  throw untrusted(`${formatDistinguishedName(revoked.subject)} is revoked`);
}

function untrusted(explanation: string): ServiceError {
  return new ServiceError('AccessDeniedException', 'Untrusted signing certificate', explanation);
}
