import type { ClusterObject, Condition } from './workload.ts';

/** A Certificate of cert-manager. */
export interface Certificate extends ClusterObject {
  readonly spec?: { readonly uris?: readonly string[] };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** Why a Certificate can't be used yet; undefined where it is ready. */
export function certificateProblem(
  certificate: Certificate | undefined,
  name: string,
): string | undefined {
  if (certificate === undefined) {
    return `the identity controller has not made Certificate ${name} yet`;
  }
  const ready = certificate.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return undefined;
  const why = ready?.message ?? 'cert-manager has not looked at it yet';
  return `Certificate ${name} is not ready: ${why}`;
}

/** The identity that a Certificate of ours gives, if it isn't the expected one. */
export function otherIdentity(certificate: Certificate, expected: string): string | undefined {
  const [identity] = certificate.spec?.uris ?? [];
  const isOurs = certificate.metadata.labels?.['app.kubernetes.io/managed-by'] === 'iamra';
  return isOurs && identity !== expected ? identity : undefined;
}
