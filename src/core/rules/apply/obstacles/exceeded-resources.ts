import { agentName } from '../../../injection/contract.ts';
import { quote } from '../../../injection/notice.ts';
import type { Container } from '../../../injection/pod/pod.ts';
import { parseQuantity } from '../../../quantity.ts';
import type { PodDraft } from '../../draft/pod-draft.ts';
import type { Candidate } from '../candidate.ts';

type Quantities = Readonly<Record<string, string | number>>;

interface Resources {
  readonly requests?: Quantities | null;
  readonly limits?: Quantities | null;
}

/** Sums of parsed quantities are a little off. */
const tolerance = 1 + 1e-9;

/**
 * Resources of a rule's containers that exceed those of a pod as a whole.
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/2837-pod-level-resource-spec
 */
export function exceededResources(draft: PodDraft, writer: Candidate): string | undefined {
  if (!writer.rule.demands.hasResources) return undefined;
  const { resources } = draft.pod.spec as { readonly resources?: Resources | null };
  if (resources == null) return undefined;
  return exceededLimit(writer, resources) ?? exceededRequest(draft, writer, resources);
}

function exceededLimit({ parts }: Candidate, { limits }: Resources): string | undefined {
  for (const container of parts.containers) {
    for (const [name, limit] of Object.entries(resourcesOf(container).limits ?? {})) {
      const most = limits?.[name];
      if (most === undefined || parseQuantity(limit) <= parseQuantity(most)) continue;
      return `the limit ${limit} of ${name} of container ${quote(container.name)} exceeds ${most} of the pod as a whole`;
    }
  }
  return undefined;
}

function exceededRequest(
  draft: PodDraft,
  { parts }: Candidate,
  { requests }: Resources,
): string | undefined {
  const own = [...parts.initContainers, ...parts.containers];
  const asked = new Set(own.flatMap((container) => Object.keys(requestsOf(container))));
  const inits = initContainersWith(draft, parts.initContainers);
  const apps = [...othersOf(draft, 'containers', parts.containers), ...parts.containers];
  for (const name of asked) {
    const most = requests?.[name];
    if (most === undefined) continue;
    if (sumOfRequests(name, inits, apps) <= parseQuantity(most) * tolerance) continue;
    return `with it the containers request more ${name} than ${most}, which the pod requests as a whole`;
  }
  return undefined;
}

/** In the order in which they start: behind the agent, ahead of the pod's own. */
function initContainersWith(draft: PodDraft, wanted: readonly Container[]): readonly Container[] {
  const others = othersOf(draft, 'initContainers', wanted);
  const agents = others.filter(({ name }) => name === agentName);
  return [...agents, ...wanted, ...others.filter(({ name }) => name !== agentName)];
}

function othersOf(
  { containers }: PodDraft,
  list: 'initContainers' | 'containers',
  wanted: readonly Container[],
): readonly Container[] {
  return containers
    .filter((container) => container.list === list)
    .map(({ value }) => value)
    .filter(({ name }) => wanted.every((one) => one.name !== name));
}

/**
 * What containers request together: all that run at once, or an init container beside the sidecars
 * before it.
 */
function sumOfRequests(
  name: string,
  inits: readonly Container[],
  apps: readonly Container[],
): number {
  let sidecars = 0;
  let most = 0;
  for (const container of inits) {
    const request = requestOf(container, name);
    if (container.restartPolicy === 'Always') sidecars += request;
    most = Math.max(most, container.restartPolicy === 'Always' ? sidecars : sidecars + request);
  }
  return Math.max(
    most,
    apps.reduce((sum, container) => sum + requestOf(container, name), sidecars),
  );
}

function requestOf(container: Container, name: string): number {
  const request = parseQuantity(requestsOf(container)[name] ?? 0);
  return Number.isNaN(request) ? 0 : request;
}

/** What has a limit and no request, requests its limit. */
function requestsOf(container: Container): Quantities {
  const { limits, requests } = resourcesOf(container);
  return { ...limits, ...requests };
}

function resourcesOf(container: Container): Resources {
  return (container as { readonly resources?: Resources | null }).resources ?? {};
}
