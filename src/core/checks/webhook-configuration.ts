import type { Check } from './check.ts';
import type { WebhookState } from './cluster-facts.ts';
import { type Finding, failure, warning } from './finding.ts';

const podEntry = 'pod.credentials.iamra.dev';

/** The API server is told to ask the webhook, and not to go on without it. */
export const webhookConfiguration: Check<'webhook'> = {
  name: 'webhook-configuration',
  category: 'webhook',
  title: 'The webhook is configured',
  codes: ['IAMRA124'],
  needs: ['webhook'],
  judge: ({ webhook }) => ({ findings: judgeWebhookConfiguration(webhook) }),
};

export function judgeWebhookConfiguration({ entries }: WebhookState): Finding[] {
  if (entries === undefined) {
    return [failure('IAMRA124', 'There is no MutatingWebhookConfiguration iamra-injector.')];
  }
  const entry = entries.find(({ name }) => name === podEntry);
  if (entry === undefined) {
    return [
      failure('IAMRA124', `MutatingWebhookConfiguration iamra-injector has no entry ${podEntry}.`),
    ];
  }
  if (entry.failurePolicy === 'Fail') return [];
  const message = `The entry ${podEntry} has failurePolicy ${entry.failurePolicy}: while the webhook is down, only the guard keeps pods without the agent from starting.`;
  return [warning('IAMRA124', message)];
}
