import { setTimeout as sleep } from 'node:timers/promises';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { podTrouble, type TroubledPod } from '../../core/plan/install/pod-trouble.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

const pollMilliseconds = 2000;

/**
 * Does some work and looks at the pods of a namespace meanwhile: when the work fails, Helm has removed them,
 * and with them the reason.
 * @throws {IamraError} what the work throws, with what was wrong with a pod
 */
export async function watchPods<T>(
  kube: Kube,
  namespace: string,
  work: () => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const watching = lastTrouble(kube, namespace, done.signal);
  try {
    return await work();
  } catch (error) {
    done.abort();
    const trouble = await watching;
    if (trouble === undefined || !IamraError.is(error)) throw error;
    throw new IamraError(
      error.code,
      `${error.message.replace(/\.$/, '')}. Seen meanwhile: ${trouble}`,
      {
        fix: error.fix,
        cause: error.cause,
      },
    );
  } finally {
    done.abort();
  }
}

async function lastTrouble(
  kube: Kube,
  namespace: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  let last: string | undefined;
  while (!signal.aborted) {
    last = (await findTrouble(kube, namespace)) ?? last;
    await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  return last;
}

/** It only explains: a look that fails tells nothing. */
async function findTrouble(kube: Kube, namespace: string): Promise<string | undefined> {
  const query = { apiVersion: 'v1', kind: 'Pod', namespace };
  const pods = await kube.list<KubeObject & TroubledPod>(query).catch(() => []);
  return pods.map(podTrouble).find((trouble) => trouble !== undefined);
}
