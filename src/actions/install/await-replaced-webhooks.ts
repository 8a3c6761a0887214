import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import type { Kube } from '../../kube/kube.ts';

const labelSelector = 'app.kubernetes.io/name=iamra-injector,app.kubernetes.io/component=webhook';
const pollMilliseconds = 500;
/** Longer than a pod drains, by the chart's values. */
const patienceMilliseconds = 60_000;

/**
 * Waits for the webhook's pods that an upgrade replaced: Helm does not, and while they drain the API
 * server may still ask them, who know the settings from before.
 */
export async function awaitReplacedWebhooks(
  { terminal, signal }: Context,
  kube: Kube,
  namespace: string,
): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  if (!(await areEnding(kube, namespace))) return;
  await terminal.step("Wait for the webhook's pods from before to end", async () => {
    while (!signal.aborted && performance.now() < deadline) {
      await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
      if (!(await areEnding(kube, namespace))) return;
    }
  });
}

async function areEnding(kube: Kube, namespace: string): Promise<boolean> {
  const query = { apiVersion: 'v1', kind: 'Pod', namespace, labelSelector };
  // What is installed is installed: who may not look at pods goes on at once.
  const pods = await kube.list(query).catch(() => []);
  return pods.some(({ metadata }) => metadata.deletionTimestamp !== undefined);
}
