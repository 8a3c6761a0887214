import type { CaInjection } from '../../core/checks/cluster-facts.ts';
import { isFilledIn, throwAwayConfiguration } from '../../core/checks/throw-away-configuration.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { poll } from '../poll.ts';
import { readDeployments } from './read-deployments.ts';

const patienceSeconds = 10;
const pollMilliseconds = 200;
const selector = 'app.kubernetes.io/name=cainjector';

/** Has cainjector fill in a throw-away configuration, and removes it whatever happens. */
export async function probeCainjector(kube: Kube, signal: AbortSignal): Promise<CaInjection> {
  const deployments = await readDeployments(kube, selector);
  const metadata = { generateName: 'iamra-preflight-' };
  const { apiVersion, kind, ...made } = await kube.create(
    throwAwayConfiguration(metadata) as KubeObject,
  );
  const reference = { apiVersion, kind, name: made.metadata.name ?? '' };
  try {
    const ask = async (): Promise<true | undefined> =>
      isFilledIn(await kube.get(reference)) || undefined;
    const injected = await poll(ask, { seconds: patienceSeconds, pollMilliseconds, signal });
    return { injected: injected ?? false, waitedSeconds: patienceSeconds, deployments };
  } finally {
    await kube.delete(reference);
  }
}

/** The same judged by its Deployment alone, where nothing may be written. */
export async function lookAtCainjector(kube: Kube): Promise<CaInjection> {
  const deployments = await readDeployments(kube, selector);
  const injected = deployments.some(({ ready }) => ready > 0);
  return { injected, waitedSeconds: 0, deployments };
}
