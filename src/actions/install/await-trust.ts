import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

const configuration = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  name: 'iamra-injector',
};
const pollMilliseconds = 500;
const patienceMilliseconds = 60_000;

interface WebhookConfiguration extends KubeObject {
  readonly webhooks?: ReadonlyArray<{ readonly clientConfig: { readonly caBundle?: string } }>;
}

/**
 * Waits until cainjector has told the API server which CA the webhook has: Helm does not, and before
 * that every annotated pod is refused.
 */
export async function awaitTrust({ terminal, signal }: Context, kube: Kube): Promise<void> {
  if (await isTrusted(kube)) return;
  const deadline = performance.now() + patienceMilliseconds;
  const trusted = await terminal.step('Wait until the API server trusts the webhook', async () => {
    while (!signal.aborted && performance.now() < deadline) {
      await sleep(pollMilliseconds, undefined, { signal }).catch(() => undefined);
      if (await isTrusted(kube)) return true;
    }
    return false;
  });
  if (!trusted && !signal.aborted) {
    terminal.warn(
      'cainjector has not filled in the CA bundle of the webhook yet; until then annotated pods are refused. iamra doctor tells why.',
    );
  }
}

async function isTrusted(kube: Kube): Promise<boolean> {
  // What is installed is installed: who may not look at it goes on at once.
  const found = await kube.get<WebhookConfiguration>(configuration).catch(() => undefined);
  return (found?.webhooks ?? []).every(({ clientConfig }) => (clientConfig.caBundle ?? '') !== '');
}
