import { listContainers } from '../injection/containers/list-containers.ts';
import type { InjectionSettings } from '../injection/injection-settings.ts';
import { refusePod } from '../injection/pod/refuse-pod.ts';
import type { Check } from './check.ts';
import { type Finding, failure } from './finding.ts';
import { groupByOwner, nameOwner, renewPods } from './name-owners.ts';
import type { OptedInPod } from './workload-facts.ts';

/** Pods that slipped through: made while the webhook was down, or annotated while they ran. */
export const missingAgents: Check<'pods' | 'installation'> = {
  name: 'missing-agents',
  category: 'workloads',
  title: 'Pods that ask for credentials have the agent',
  codes: ['IAMRA132', 'IAMRA305', 'IAMRA306', 'IAMRA307', 'IAMRA308'],
  needs: ['pods', 'installation'],
  judge: ({ pods, installation }) => ({
    findings: judgeMissingAgents(pods, installation?.settings),
    detail: pods.length === 1 ? '1 pod' : `${pods.length} pods`,
  }),
};

/** @param settings without them no pod is judged to be one that cannot have the agent */
export function judgeMissingAgents(
  pods: readonly OptedInPod[],
  settings: InjectionSettings | undefined,
): Finding[] {
  const bare = pods.filter(({ agent }) => agent === undefined);
  return groupByOwner(bare, ({ owner }) => owner).flatMap(({ owner, items }) => {
    const [{ name, spec }] = items;
    const count = items.length === 1 ? '1 pod' : `${items.length} pods`;
    const verb = items.length === 1 ? 'asks' : 'ask';
    const message = `${count} of ${nameOwner(owner)} ${verb} for credentials, but without the agent, such as ${name}`;
    // New pods would be refused.
    const [refusal] = settings === undefined ? [] : refusePod(spec, listContainers(spec), settings);
    if (refusal === undefined) return failure('IAMRA132', `${message}.`, renewPods(owner));
    return failure(refusal.code, `${message}: ${refusal.message}.`, refusal.fix);
  });
}
