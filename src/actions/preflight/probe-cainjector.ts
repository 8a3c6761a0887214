import { setTimeout as sleep } from 'node:timers/promises';
import type { CaInjection } from '../../core/checks/cluster-facts.ts';
import type { Kube } from '../../kube/kube.ts';
import { readDeployments } from './read-deployments.ts';
import {
  configurationReference,
  throwAwayConfiguration,
  type WebhookConfiguration,
} from './throw-away-configuration.ts';

const patienceSeconds = 10;
const pollMilliseconds = 200;

/** Has cainjector fill in a throw-away configuration, and removes it whatever happens. */
export async function probeCainjector(kube: Kube, signal: AbortSignal): Promise<CaInjection> {
  const { metadata } = await kube.create(throwAwayConfiguration);
  const name = metadata.name ?? '';
  try {
    const injected = await isFilledIn(kube, name, signal);
    return { injected, waitedSeconds: patienceSeconds, ...(await explanation(kube)) };
  } finally {
    await kube.delete(configurationReference(name));
  }
}

/** The same judged by its Deployment alone, where nothing may be written. */
export async function lookAtCainjector(kube: Kube): Promise<CaInjection> {
  const facts = await explanation(kube);
  const injected = facts.deployments.some(({ ready }) => ready > 0);
  return { injected, waitedSeconds: 0, ...facts };
}

async function isFilledIn(kube: Kube, name: string, signal: AbortSignal): Promise<boolean> {
  const attempts = (patienceSeconds * 1000) / pollMilliseconds;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await kube.get<WebhookConfiguration>(configurationReference(name));
    if ((found?.webhooks?.[0]?.clientConfig?.caBundle ?? '') !== '') return true;
    await sleep(pollMilliseconds, undefined, { signal });
  }
  return false;
}

async function explanation(kube: Kube): Promise<Pick<CaInjection, 'deployments'>> {
  return { deployments: await readDeployments(kube, 'app.kubernetes.io/name=cainjector') };
}
