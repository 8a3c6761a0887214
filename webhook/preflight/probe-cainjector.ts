import { setTimeout as sleep } from 'node:timers/promises';
import type { CaInjection } from '../../src/core/checks/cluster-facts.ts';
import {
  isFilledIn,
  throwAwayConfiguration,
} from '../../src/core/checks/throw-away-configuration.ts';
import { isNotFound } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { resources } from '../kube/resource.ts';
import { readDeployments } from './read-cluster.ts';

export interface ProbeOptions {
  /** Of the throw-away configuration. */
  readonly name: string;
  readonly patienceMilliseconds: number;
  readonly signal: AbortSignal;
}

const fieldManager = 'iamra-preflight';
const pollMilliseconds = 100;
const resource = resources.mutatingWebhookConfigurations;

/** Has cainjector fill in a throw-away configuration, and removes it whatever happens. */
export async function probeCainjector(
  client: KubeClient,
  { name, patienceMilliseconds, signal }: ProbeOptions,
): Promise<CaInjection> {
  // One may be left from a preflight that was killed.
  await remove(client, name);
  await client.create(resource, undefined, throwAwayConfiguration({ name }), {
    fieldManager,
    signal,
  });
  try {
    const injected = await waitUntilFilledIn(client, { name, patienceMilliseconds, signal });
    return {
      injected,
      waitedSeconds: patienceMilliseconds / 1000,
      deployments: injected
        ? []
        : await readDeployments(client, 'cainjector', 'cert-manager-cainjector', signal),
    };
  } finally {
    await remove(client, name);
  }
}

async function waitUntilFilledIn(
  client: KubeClient,
  { name, patienceMilliseconds, signal }: ProbeOptions,
): Promise<boolean> {
  const end = performance.now() + patienceMilliseconds;
  for (;;) {
    if (isFilledIn(await client.get(resource, { name }, { signal }))) return true;
    if (performance.now() >= end) return false;
    await sleep(pollMilliseconds, undefined, { signal });
  }
}

async function remove(client: KubeClient, name: string): Promise<void> {
  try {
    await client.delete(resource, { name });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
