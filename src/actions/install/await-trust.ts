import type { Context } from '../../context.ts';
import type { Kube } from '../../kube/kube.ts';
import { readWebhookConfiguration } from '../doctor/gather/webhook.ts';
import { pollAfterwards } from './poll-afterwards.ts';

/**
 * Waits until cainjector has told the API server which CA the webhook has: Helm does not, and before
 * that every annotated pod is refused.
 */
export async function awaitTrust({ terminal, signal }: Context, kube: Kube): Promise<void> {
  const ask = (): Promise<boolean> => isTrusted(kube);
  if (await ask()) return;
  const title = 'Wait until the API server trusts the webhook';
  const trusted = await terminal.step(title, () => pollAfterwards(ask, signal));
  if (!trusted && !signal.aborted) {
    terminal.warn(
      'cainjector has not filled in the CA bundle of the webhook yet; until then annotated pods are refused. iamra doctor tells why.',
    );
  }
}

async function isTrusted(kube: Kube): Promise<boolean> {
  // What is installed is installed: who may not look at it goes on at once.
  const found = await readWebhookConfiguration(kube).catch(() => undefined);
  return (found?.webhooks ?? []).every(({ clientConfig }) => (clientConfig?.caBundle ?? '') !== '');
}
