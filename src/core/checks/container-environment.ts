import { listContainers, selectContainers } from '../injection/containers/list-containers.ts';
import { warnOfContainer } from '../injection/containers/warn-of-container.ts';
import type { WorkloadContract } from '../injection/containers/workload-contract.ts';
import {
  isRegion,
  leadsToAgent,
  workloadEnvironment,
} from '../injection/containers/workload-environment.ts';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import type { Container } from '../injection/pod/pod.ts';
import type { Check } from './check.ts';
import { type Finding, warning } from './finding.ts';
import { groupByOwner, nameOwner } from './name-owners.ts';
import type { OptedInPod } from './workload-facts.ts';

/** What the webhook warned of as a pod was created, when nobody may have looked. */
export const containerEnvironment: Check<'pods'> = {
  name: 'container-environment',
  category: 'workloads',
  title: 'No variable leads SDKs past the agent',
  codes: ['IAMRA321', 'IAMRA322', 'IAMRA324'],
  needs: ['pods'],
  judge: ({ pods }) => {
    const injected = pods.filter(({ agent }) => agent !== undefined);
    if (injected.length === 0) return { skipped: 'no pod has the agent' };
    return { findings: judgeContainerEnvironment(injected) };
  },
};

// IAMRA323 says that envFrom may hold something: only what is known to be wrong is a finding.
const codes = containerEnvironment.codes;

/** One finding for each owner, however many pods it has. */
export function judgeContainerEnvironment(pods: readonly OptedInPod[]): Finding[] {
  return groupByOwner(pods, ({ owner }) => owner).flatMap(({ owner, items: [pod] }) =>
    noticesOf(pod).map(({ code, message, fix }) =>
      warning(code, `${nameOwner(owner)}: ${message}.`, fix),
    ),
  );
}

function noticesOf({ spec, request, agent }: OptedInPod): InjectionNotice[] {
  if (agent === undefined) return [];
  const containers = selectContainers(listContainers(spec), request?.containers ?? { kind: 'all' });
  return containers
    .flatMap(({ container }) =>
      warnOfContainer(container, contractOf(container, agent.credentialsPort)),
    )
    .filter(({ code }) => codes.includes(code));
}

/** What the container was given; the region is left out, which is the app's own choice. */
function contractOf({ env }: Container, port: number): WorkloadContract {
  const isContainer = (env ?? []).some(
    ({ name, value }) =>
      name === 'AWS_CONTAINER_CREDENTIALS_FULL_URI' &&
      typeof value === 'string' &&
      leadsToAgent({ name, value }),
  );
  const credentialsEndpoint = isContainer ? 'container' : 'imds';
  const all = workloadEnvironment({ region: '', credentialsEndpoint, regionalSts: false }, port);
  return {
    variables: all.filter((variable) => !isRegion(variable)),
    mounts: [],
    yieldsRegion: true,
    credentialsEndpoint,
    outdated: [],
    dropsToken: false,
  };
}
