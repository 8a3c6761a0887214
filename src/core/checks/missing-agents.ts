import type { Check } from './check.ts';
import { type Finding, failure } from './finding.ts';
import { groupByOwner, nameOwner, renewPods } from './name-owners.ts';
import type { OptedInPod } from './workload-facts.ts';

/** Pods that slipped through: made while the webhook was down, or annotated while they ran. */
export const missingAgents: Check<'pods'> = {
  name: 'missing-agents',
  category: 'workloads',
  title: 'Pods that ask for credentials have the agent',
  codes: ['IAMRA132'],
  needs: ['pods'],
  judge: ({ pods }) => ({
    findings: judgeMissingAgents(pods),
    detail: pods.length === 1 ? '1 pod' : `${pods.length} pods`,
  }),
};

export function judgeMissingAgents(pods: readonly OptedInPod[]): Finding[] {
  const bare = pods.filter(({ agent }) => agent === undefined);
  return groupByOwner(bare, ({ owner }) => owner).map(({ owner, items }) => {
    const count = items.length === 1 ? '1 pod' : `${items.length} pods`;
    const verb = items.length === 1 ? 'asks' : 'ask';
    const message = `${count} of ${nameOwner(owner)} ${verb} for credentials, but without the agent, such as ${items[0].name}.`;
    return failure('IAMRA132', message, renewPods(owner));
  });
}
