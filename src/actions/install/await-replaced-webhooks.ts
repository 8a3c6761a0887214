import type { Context } from '../../context.ts';
import type { Kube } from '../../kube/kube.ts';
import { pollAfterwards } from './poll-afterwards.ts';

const labelSelector = 'app.kubernetes.io/name=iamra-injector,app.kubernetes.io/component=webhook';

/**
 * Waits for the webhook's pods that an upgrade replaced: Helm does not, and while they drain the API
 * server may still ask them, who know the settings from before.
 */
export async function awaitReplacedWebhooks(
  { terminal, signal }: Context,
  kube: Kube,
  namespace: string,
): Promise<void> {
  const areGone = (): Promise<boolean> => haveEnded(kube, namespace);
  if (await areGone()) return;
  const title = "Wait for the webhook's pods from before to end";
  await terminal.step(title, () => pollAfterwards(areGone, signal));
}

async function haveEnded(kube: Kube, namespace: string): Promise<boolean> {
  const query = { apiVersion: 'v1', kind: 'Pod', namespace, labelSelector };
  // What is installed is installed: who may not look at pods goes on at once.
  const pods = await kube.list(query).catch(() => []);
  return pods.every(({ metadata }) => metadata.deletionTimestamp === undefined);
}
