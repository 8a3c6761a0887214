import { revokedCertificate } from '../../core/access/revoked-certificate.ts';
import { trustedPath } from '../../core/access/trusted-path.ts';
import { type CertificateFacts, readCertificates } from '../../core/pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
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
  const path = trustedPath({ leaf, intermediates: chain, anchors, now });
  if (path.outcome === 'none') throw untrusted(path.reason);
  return path.certificates;
}

/** Refuses a path with a certificate that an enabled list of the anchor revokes. @throws {ServiceError} */
export function checkNotRevoked(
  path: readonly CertificateFacts[],
  trustAnchor: TrustAnchorRecord,
  { state }: EmulatorAccount,
): void {
  const lists = state.revocationLists
    .filter((record) => record.enabled && record.trustAnchorArn === trustAnchor.arn)
    .map((record) => Buffer.from(record.data, 'base64').toString());
  const revoked = revokedCertificate(path, lists);
  if (revoked === undefined) return;
  throw untrusted(`${formatDistinguishedName(revoked.subject)} is revoked`);
}

function untrusted(explanation: string): ServiceError {
  return new ServiceError('AccessDeniedException', 'Untrusted signing certificate', explanation);
}
