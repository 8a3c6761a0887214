import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { poll } from '../../poll.ts';
import { listed } from './listed.ts';
import { type ObservedAgent, observeAgents } from './observe/observe-agents.ts';
import { observeIdentities } from './observe/observe-identities.ts';
import { seenByAws } from './observe/seen-by-aws.ts';
import type { PreparedRotation } from './prepare-rotate.ts';

const pollMilliseconds = 2000;
// The control plane takes about one call a second.
const awsMilliseconds = 30_000;

/**
 * Waits until each agent uses the certificate that its Secret holds. The agents tell; where one can't be
 * asked, AWS does, once it has issued a session for that certificate.
 * @throws {IamraError} IAMRA260 where that takes too long, naming the pods
 */
export async function awaitAgents(context: Context, prepared: PreparedRotation): Promise<void> {
  const { observation, input } = prepared;
  const { workloads } = prepared.world;
  if (workloads === undefined) return;
  const { kube, issuer } = workloads;
  const askAws = atMostEvery(awsMilliseconds, context.now);
  let late: readonly ObservedAgent[] = [];
  const isTaken = async (): Promise<true | undefined> => {
    const identities = await observeIdentities(kube, issuer, observation.cas);
    const agents = await observeAgents(kube, identities, context.now());
    late = agents.filter(({ uses }) => uses === 'older' || (uses === 'unknown' && !input.reissued));
    const areAllSilent = late.length > 0 && late.every(({ uses }) => uses === 'unknown');
    if (areAllSilent && askAws()) late = await unseen(prepared, late);
    return late.length === 0 ? true : undefined;
  };
  const seconds = input.timeoutMilliseconds / 1000;
  const { signal } = context;
  if ((await poll(isTaken, { seconds, pollMilliseconds, signal })) !== undefined) return;
  throw notTaken(late, seconds);
}

async function unseen(
  { side }: PreparedRotation,
  silent: readonly ObservedAgent[],
): Promise<ObservedAgent[]> {
  const identities = silent.flatMap(({ identity }) => identity ?? []);
  const seen = await seenByAws(side.aws.rolesAnywhere, identities);
  return silent.filter(({ identity }) => identity === undefined || !seen.has(identity));
}

function atMostEvery(milliseconds: number, now: () => Date): () => boolean {
  let last = -Infinity;
  return () => {
    const isDue = now().getTime() - last >= milliseconds;
    if (isDue) last = now().getTime();
    return isDue;
  };
}

function notTaken(late: readonly ObservedAgent[], seconds: number): IamraError {
  const older = late.filter(({ uses }) => uses === 'older').map(({ pod }) => pod);
  if (older.length > 0) {
    const message = `After ${seconds} s the agents of ${listed(older)} still use an older certificate.`;
    return new IamraError('IAMRA260', message);
  }
  const silent = late.map(({ pod }) => pod);
  return new IamraError(
    'IAMRA260',
    `The agents of ${listed(silent)} do not answer, and AWS has not seen their new certificates yet.`,
    {
      fix: 'use a context that may “get” pods/proxy; or wait for the next sessions and run it again; or vouch for them with --reissued',
    },
  );
}
