import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import type { Kube } from '../../../kube/kube.ts';
import { statusCode } from '../../../kube/kube-error.ts';
import { isHeld, type Lease, leaseReference, microTime } from './lease.ts';
import type { LockTiming } from './lock-timing.ts';

export interface LeaseClaim {
  readonly kube: Kube;
  readonly cluster: string;
  readonly holder: string;
  readonly timing: LockTiming;
}

/**
 * Takes the Lease where nobody has it; one that looks expired only after a while in which nobody renews it,
 * since the clocks of others may differ.
 * @throws {IamraError} IAMRA285 where somebody has it, 1xx where it cannot be read or written
 */
export async function takeLease(context: Context, claim: LeaseClaim): Promise<Lease> {
  const { kube, cluster } = claim;
  const reference = leaseReference(cluster);
  const found = await kube.get<Lease>(reference);
  if (found !== undefined) await refuseIfHeld(context, claim, found);
  try {
    return await write(claim, found, context.now());
  } catch (error) {
    if (!isConflict(error)) throw error;
    const winner = await kube.get<Lease>(reference);
    throw winner === undefined ? error : held(claim, winner);
  }
}

/** Says whether another write came first. */
export function isConflict(error: unknown): boolean {
  return IamraError.is(error) && statusCode(error.cause ?? {}) === 409;
}

async function refuseIfHeld(context: Context, claim: LeaseClaim, found: Lease): Promise<void> {
  if (isHeld(found, context.now())) throw held(claim, found);
  if (!found.spec?.holderIdentity) return;
  context.terminal.note(
    `The lock of ${found.spec.holderIdentity} was last renewed at ${found.spec.renewTime ?? ''}; it is taken over if nobody renews it now.`,
  );
  const patience = claim.timing.renewMilliseconds + claim.timing.loseMilliseconds / 5;
  await sleep(patience, undefined, { signal: context.signal });
  const now = await claim.kube.get<Lease>(leaseReference(claim.cluster));
  const isAlive = now !== undefined && now.spec?.renewTime !== found.spec.renewTime;
  if (isAlive && now.spec?.holderIdentity) throw held(claim, now);
}

async function write(claim: LeaseClaim, found: Lease | undefined, now: Date): Promise<Lease> {
  const { kube, cluster, holder, timing } = claim;
  const reference = leaseReference(cluster);
  const spec = {
    holderIdentity: holder,
    leaseDurationSeconds: Math.ceil(timing.leaseMilliseconds / 1000),
    acquireTime: microTime(now),
    renewTime: microTime(now),
  };
  if (found === undefined) {
    const { apiVersion, kind, ...metadata } = reference;
    return kube.create<Lease>({ apiVersion, kind, metadata, spec });
  }
  const { resourceVersion } = found.metadata;
  return kube.merge(reference, { metadata: { resourceVersion }, spec });
}

function held({ cluster, timing }: LeaseClaim, { spec }: Lease): IamraError {
  const { name, namespace } = leaseReference(cluster);
  const holder = spec?.holderIdentity ?? 'somebody';
  const since = (spec?.acquireTime ?? spec?.renewTime ?? '').replace(/\.\d+Z$/, 'Z');
  const seconds = Math.ceil(timing.leaseMilliseconds / 1000);
  return new IamraError(
    'IAMRA285',
    `${holder} has been working on the AWS side of cluster ${cluster} since ${since}; nothing has been changed.`,
    {
      fix: `run the same command again when that is done; the lock of a process that died ends by itself after ${seconds} s, or at once with: kubectl delete lease -n ${namespace} ${name}`,
    },
  );
}
