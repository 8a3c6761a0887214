import { optedInLabel, planOptInLabel } from '../../src/core/identity/plan-opt-in-label.ts';
import type { Compatibility } from '../../src/core/injection/injection-settings.ts';
import { isNotFound } from '../kube/api-error.ts';
import type { KubeClient } from '../kube/kube-client.ts';
import { resources } from '../kube/resource.ts';
import type { ControllerMetrics } from './controller-metrics.ts';
import type { KnownServiceAccount } from './reduce-service-account.ts';
import type { Outcome } from './work-queue.ts';

export interface AccountDependencies {
  readonly client: KubeClient;
  readonly metrics: ControllerMetrics;
  readonly compatibility: Compatibility;
}

/** Gives a ServiceAccount the label that its annotations ask for, or takes it away. */
export async function reconcileServiceAccount(
  account: KnownServiceAccount | undefined,
  { client, metrics, compatibility }: AccountDependencies,
  signal: AbortSignal,
): Promise<Outcome> {
  const kind = 'serviceaccount';
  const label = account && planOptInLabel(account.annotations, account.label, compatibility);
  if (account === undefined || label === undefined) {
    metrics.reconciliations.increment({ kind, outcome: 'keep' });
    return 'done';
  }
  const { namespace, name } = account;
  const patch = { metadata: { labels: { [optedInLabel]: label } } };
  try {
    const options = { fieldManager: 'iamra-identity', signal };
    await client.merge(resources.serviceAccounts, { namespace, name }, patch, options);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  metrics.reconciliations.increment({ kind, outcome: label === null ? 'unlabel' : 'label' });
  return 'done';
}
