import { hostname, userInfo } from 'node:os';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import { keepLease } from './lock/keep-lease.ts';
import type { Lease } from './lock/lease.ts';
import { type LockTiming, usualLockTiming } from './lock/lock-timing.ts';
import { type LeaseClaim, takeLease } from './lock/take-lease.ts';

/** Which cluster holds the lock, and for whom. */
export interface LockPlace {
  /** The name in `iamra.yaml`. */
  readonly cluster: string;
  /** ARN of whoever runs the command. */
  readonly caller: string;
  readonly kubeconfig: string | undefined;
  /** Of the kubeconfig; absent: the current one. */
  readonly context: string | undefined;
  /** The cluster is not asked, even if there is one. */
  readonly noCluster: boolean;
}

const nobody = new AbortController().signal;

/**
 * Does work on the AWS side of a cluster while a Lease in that cluster keeps others from it; without a
 * cluster, or without the right to write Leases, it says so and works all the same.
 * @param work begins by looking at what AWS holds; between two writes it calls `lost.throwIfAborted()`
 * @throws {IamraError} IAMRA285 where somebody else is at work, IAMRA286 by `lost`
 */
export async function withLock<T>(
  context: Context,
  place: LockPlace,
  work: (lost: AbortSignal) => Promise<T>,
  timing: LockTiming = usualLockTiming,
): Promise<T> {
  const taken = await tryTake(context, place, timing);
  if (taken === undefined) return work(nobody);
  const { lost, release } = keepLease(taken.claim, taken.lease);
  try {
    return await work(lost);
  } finally {
    await release();
  }
}

interface Taken {
  readonly claim: LeaseClaim;
  readonly lease: Lease;
}

async function tryTake(
  context: Context,
  place: LockPlace,
  timing: LockTiming,
): Promise<Taken | undefined> {
  const { cluster, kubeconfig } = place;
  const isNamed = kubeconfig !== undefined || place.context !== undefined;
  if (place.noCluster || (!isNamed && !hasKubeconfig(context.environment))) {
    unlocked(context, 'there is no cluster at hand to hold the lock');
    return undefined;
  }
  try {
    const kube = await context.kube({ kubeconfig, context: place.context });
    const claim = { kube, cluster, holder: holderOf(place.caller, context), timing };
    return { claim, lease: await takeLease(context, claim) };
  } catch (error) {
    if (!IamraError.is(error) || error.code === 'IAMRA285') throw error;
    unlocked(context, error.message);
    return undefined;
  }
}

function unlocked({ terminal }: Context, why: string): void {
  terminal.note(`Nothing keeps others from working on the AWS side at the same time: ${why}`);
}

function holderOf(caller: string, context: Context): string {
  return `${userName(context)}@${hostname()} (process ${process.pid}, ${caller})`;
}

/** Containers run accounts that have no name. */
function userName({ environment }: Context): string {
  try {
    return userInfo().username;
  } catch {
    return environment['USER'] ?? 'somebody';
  }
}
