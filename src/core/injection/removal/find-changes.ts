import type { FoundAgent } from '../agent/find-agent.ts';
import { statusHash } from '../agent/status-hash.ts';
import { statusAnnotation } from '../annotation-keys.ts';
import type { InjectedVariable } from '../containers/workload-environment.ts';
import { agentName } from '../contract.ts';
import type { InjectionNotice } from '../injection-decision.ts';
import { notice, quote } from '../notice.ts';
import type { Container, Pod, Volume } from '../pod/pod.ts';

/** Says that the agent is not the one that was injected, so that nobody loses a change unawares. */
export function noticeChangedAgent(
  { metadata }: Pod,
  agent: FoundAgent | undefined,
  volumes: readonly Volume[],
  given: readonly InjectedVariable[],
): InjectionNotice[] {
  const status = metadata?.annotations?.[statusAnnotation];
  if (agent === undefined || status === undefined) return [];
  const container = withoutResources(agent.container);
  const isAsInjected = possibleSets(given).some(
    (variables) => statusHash(container, volumes, variables) === status,
  );
  if (isAsInjected) return [];
  const what = `container ${quote(agentName)} or its volumes`;
  return [
    notice('IAMRA384', `${what} are not as they were injected: what was changed goes with them`),
  ];
}

/** With `imds` containers get the metadata endpoint alone; regional STS endpoints come of EKS' annotation. */
function possibleSets(given: readonly InjectedVariable[]): InjectedVariable[][] {
  const without = (prefix: string, variables: readonly InjectedVariable[]): InjectedVariable[] =>
    variables.filter(({ name }) => !name.startsWith(prefix));
  const sets = [[...given], without('AWS_CONTAINER_', given)];
  return [...sets, ...sets.map((variables) => without('AWS_STS_', variables))];
}

/** The status is the hash of an agent that has none yet. */
function withoutResources(agent: Container): object {
  return Object.fromEntries(Object.entries(agent).filter(([key]) => key !== 'resources'));
}

/** Says that nothing tells any more what the containers were given. */
export function noticeLostAgent(): InjectionNotice {
  return notice(
    'IAMRA384',
    'the pod has no agent any more: the variables that were injected with it stay',
  );
}
