import type { Check } from './check.ts';
import type { WebhookState } from './cluster-facts.ts';
import { type Finding, failure } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/** The Service of the webhook has somebody behind it. */
export const webhookEndpoints: Check<'webhook'> = {
  name: 'webhook-endpoints',
  category: 'webhook',
  title: 'The webhook runs',
  codes: ['IAMRA125'],
  needs: ['webhook'],
  judge: ({ webhook }) =>
    webhook.entries === undefined
      ? notInstalled
      : {
          findings: judgeWebhookEndpoints(webhook),
          detail: `${webhook.readyEndpoints} ready`,
        },
};

export function judgeWebhookEndpoints(webhook: WebhookState): Finding[] {
  const { service, serviceExists, readyEndpoints } = webhook;
  if (service === undefined) return [];
  const name = `Service ${service.namespace}/${service.name}`;
  const look = `kubectl get deployments,pods --namespace ${service.namespace}`;
  if (!serviceExists) {
    return [failure('IAMRA125', `${name}, which the webhook configuration names, does not exist.`)];
  }
  if (readyEndpoints > 0) return [];
  return [failure('IAMRA125', `${name} has no ready endpoint.`, look)];
}
