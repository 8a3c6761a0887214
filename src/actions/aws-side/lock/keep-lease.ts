import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../../core/errors/error-message.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { type Lease, leaseReference, microTime } from './lease.ts';
import { isConflict, type LeaseClaim } from './take-lease.ts';

/** A Lease that is renewed until it is released, or lost. */
export interface KeptLease {
  /** Aborted with an IAMRA286 as reason. */
  readonly lost: AbortSignal;
  /** Gives the Lease back; it is gone in the end, or runs out by itself. */
  readonly release: () => Promise<void>;
}

/** Renews a Lease that was just taken. */
export function keepLease(claim: LeaseClaim, taken: Lease): KeptLease {
  const loss = new AbortController();
  const end = new AbortController();
  const { renewMilliseconds, loseMilliseconds } = claim.timing;
  let lease = taken;
  let trouble = 'the cluster did not answer in time';
  const lose = (why: string): void => {
    loss.abort(lostLock(claim.cluster, why));
    end.abort();
  };
  const timeOut = (): void => {
    lose(trouble);
  };
  let deadline = setTimeout(timeOut, loseMilliseconds);

  const renew = async (): Promise<void> => {
    const sentAt = performance.now();
    try {
      lease = await renewLease(claim, lease);
      clearTimeout(deadline);
      // Others count from when the renewal was sent at the latest.
      deadline = setTimeout(timeOut, loseMilliseconds - (performance.now() - sentAt));
    } catch (error) {
      if (error instanceof TakenOver) lose(error.message);
      else trouble = errorMessage(error);
    }
  };
  const run = async (): Promise<void> => {
    for (;;) {
      await sleep(renewMilliseconds, undefined, { signal: end.signal }).catch(() => undefined);
      if (end.signal.aborted) return;
      await renew();
    }
  };

  const ended = run();
  return {
    lost: loss.signal,
    release: async () => {
      end.abort();
      const given = ended.then(async () => {
        clearTimeout(deadline);
        if (!loss.signal.aborted) await giveBack(claim, lease);
      });
      // A cluster that never answers doesn't hold up what is done.
      await Promise.race([given, sleep(loseMilliseconds, undefined, { ref: false })]);
    },
  };
}

class TakenOver extends Error {}

async function renewLease(claim: LeaseClaim, lease: Lease): Promise<Lease> {
  const { kube, cluster } = claim;
  const reference = leaseReference(cluster);
  const { resourceVersion } = lease.metadata;
  const spec = { renewTime: microTime(new Date()) };
  try {
    return await kube.merge(reference, { metadata: { resourceVersion }, spec });
  } catch (error) {
    const now = await kube.get<Lease>(reference);
    if (now === undefined) throw new TakenOver('somebody has deleted it');
    if (!isSameClaim(now, lease)) {
      throw new TakenOver(`${now.spec?.holderIdentity ?? 'somebody'} has taken it`);
    }
    // Somebody has only changed a label, say.
    if (isConflict(error)) return renewLease(claim, now);
    throw error;
  }
}

function isSameClaim({ spec }: Lease, ours: Lease): boolean {
  return (
    spec?.holderIdentity === ours.spec?.holderIdentity &&
    spec?.acquireTime === ours.spec?.acquireTime
  );
}

async function giveBack({ kube, cluster }: LeaseClaim, lease: Lease): Promise<void> {
  const { resourceVersion } = lease.metadata;
  // What fails here is mended by time: the Lease runs out.
  await kube.delete(leaseReference(cluster), { resourceVersion }).catch(() => undefined);
}

function lostLock(cluster: string, why: string): IamraError {
  return new IamraError(
    'IAMRA286',
    `The lock on the AWS side of cluster ${cluster} was lost: ${why}.`,
  );
}
