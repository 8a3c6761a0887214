/** How long a lock lasts without its holder. */
export interface LockTiming {
  /** Nobody takes a Lease that was renewed so lately. Whole seconds. */
  readonly leaseMilliseconds: number;
  /** Who could not renew for so long has lost it; less than the above. */
  readonly loseMilliseconds: number;
  readonly renewMilliseconds: number;
}

/** As Kubernetes' own controllers have it, renewed less often. */
export const usualLockTiming: LockTiming = {
  leaseMilliseconds: 15_000,
  loseMilliseconds: 10_000,
  renewMilliseconds: 3000,
};
