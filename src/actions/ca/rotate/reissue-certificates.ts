import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { pendingIdentities } from '../../../core/plan/ca-rotation/plan-rotation.ts';
import { poll } from '../../poll.ts';
import { renewCertificate } from '../../workload-ca/renew-certificate.ts';
import { listed } from './listed.ts';
import { type IdentityInSecret, observeIdentity } from './observe/observe-identities.ts';
import { batchSize, type PreparedRotation } from './prepare-rotate.ts';

const pollMilliseconds = 500;

/**
 * Has cert-manager issue anew what does not come from the CA that is to stay, a batch at a time, and
 * sees it in the Secrets.
 * @throws {IamraError} IAMRA259 where that takes too long, naming which
 */
export async function reissueCertificates(
  context: Context,
  { world, observation, target, input }: PreparedRotation,
): Promise<void> {
  const { workloads } = world;
  if (workloads === undefined) return;
  const { kube } = workloads;
  const { anchor, cas } = observation;
  let waiting = pendingIdentities(observation.identities ?? [], anchor, target);
  const isDone = async (): Promise<true | undefined> => {
    const batch = waiting.slice(0, batchSize);
    const later = waiting.slice(batchSize);
    const looked = await Promise.all(batch.map((identity) => observeIdentity(kube, identity, cas)));
    const found = looked.filter((identity) => identity !== undefined);
    const pending = pendingIdentities(found, anchor, target);
    await Promise.all(pending.map((identity) => renew(context, kube, identity)));
    waiting = [...pending, ...later];
    return waiting.length === 0 ? true : undefined;
  };
  const seconds = input.timeoutMilliseconds / 1000;
  const { signal } = context;
  if ((await poll(isDone, { seconds, pollMilliseconds, signal })) !== undefined) return;
  const names = waiting.map(({ name }) => name);
  throw new IamraError('IAMRA259', `After ${seconds} s ${tooLate(waiting, names)}.`);
}

async function renew(
  context: Context,
  kube: Parameters<typeof renewCertificate>[0],
  { certificate }: IdentityInSecret,
): Promise<void> {
  if (certificate !== undefined) await renewCertificate(kube, certificate, context.now());
}

function tooLate(waiting: readonly IdentityInSecret[], names: readonly string[]): string {
  const isForeign = waiting.every(({ isRenewable }) => !isRenewable);
  const what = 'still from the CA that is to go';
  return isForeign
    ? `${listed(names)}, which no Certificate of cert-manager renews, ${names.length === 1 ? 'is' : 'are'} ${what}`
    : `${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${what}`;
}
