/** A Lease of coordination.k8s.io, as far as an election reads it. */
export interface LeaseSpec {
  readonly holderIdentity?: string | null;
  readonly leaseDurationSeconds?: number | null;
  readonly renewTime?: string | null;
  readonly leaseTransitions?: number | null;
}

export type LeasePlan = 'create' | 'take' | 'renew' | 'wait';

/**
 * Decides what a candidate does about the Lease.
 * @param unchangedMilliseconds how long the candidate has seen it as it is; clocks of others don't count
 */
export function planLease(
  lease: LeaseSpec | undefined,
  candidate: string,
  unchangedMilliseconds: number,
): LeasePlan {
  if (lease === undefined) return 'create';
  const holder = lease.holderIdentity ?? '';
  if (holder === candidate) return 'renew';
  const duration = (lease.leaseDurationSeconds ?? 0) * 1000;
  return holder === '' || unchangedMilliseconds > duration ? 'take' : 'wait';
}
