import {
  type CertificateStatus,
  readCertificateStatus,
} from '../cert-manager/certificate-status.ts';
import { isManaged } from '../identity/plan-certificate.ts';
import type { ClusterObject } from './workload.ts';

/** A Certificate of cert-manager. */
export interface Certificate extends ClusterObject {
  readonly spec?: { readonly uris?: readonly string[] };
  readonly status?: CertificateStatus;
}

/** Why a Certificate can't be used yet; undefined where it is ready. */
export function certificateProblem(
  certificate: Certificate | undefined,
  name: string,
): string | undefined {
  if (certificate === undefined) {
    return `the identity controller has not made Certificate ${name} yet`;
  }
  const { isReady, message } = readCertificateStatus(certificate.status);
  return isReady ? undefined : `Certificate ${name} is not ready: ${message}`;
}

/** The identity that a Certificate of ours gives, if it isn't the expected one. */
export function otherIdentity(certificate: Certificate, expected: string): string | undefined {
  const [identity] = certificate.spec?.uris ?? [];
  return isManaged(certificate.metadata) && identity !== expected ? identity : undefined;
}
