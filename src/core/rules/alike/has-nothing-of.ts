import { agentName } from '../../injection/contract.ts';
import { covers } from '../../injection/covers.ts';
import type { Container } from '../../injection/pod/pod.ts';
import {
  mostAnnotationBytes,
  mostBytesOfCharacter,
} from '../apply/obstacles/crowded-annotations.ts';
import { usualGracePeriod } from '../apply/obstacles/long-sleep.ts';
import { mountedAt, sameSecret, sameToleration } from '../apply/same-parts.ts';
import { required } from '../compiled/rule-parts.ts';
import type { SchedulablePod } from '../draft/pod-draft.ts';
import type { Part } from '../rule.ts';
import { appliedAnnotation } from '../rule-annotations.ts';
import type { GivenByRules } from './given-by-rules.ts';

type Spec = SchedulablePod['spec'];
type Members = Readonly<Record<string, unknown>> | null | undefined;
type List<Item> = readonly Item[] | null | undefined;

/**
 * Says that a pod has nothing that rules give, and nothing that could stand in their way: what they make
 * of it then depends on its shape alone.
 */
export function hasNothingOf(given: GivenByRules, { metadata, spec }: SchedulablePod): boolean {
  return (
    takesAnyContainer(given, spec) &&
    hasOtherMetadata(given, metadata) &&
    hasOtherScheduling(given, spec) &&
    hasOtherAffinity(given, spec) &&
    hasNone(spec.securityContext, given.securityContext) &&
    isWithout(spec.imagePullSecrets, given.imagePullSecrets, sameSecret) &&
    (spec.volumes ?? []).every(({ name }) => !given.volumes.has(name)) &&
    hasOtherContainers(given, spec.initContainers) &&
    hasOtherContainers(given, spec.containers)
  );
}

function hasOtherScheduling(given: GivenByRules, { nodeSelector, tolerations }: Spec): boolean {
  return (
    hasNone(nodeSelector, given.nodeSelector) &&
    isWithout(tolerations, given.tolerations, sameToleration)
  );
}

/** Whatever a rule's container asks of pods, this one does not limit it. */
function takesAnyContainer(given: GivenByRules, spec: Spec): boolean {
  const { terminationGracePeriodSeconds } = spec as {
    readonly terminationGracePeriodSeconds?: number | null;
  };
  const gracePeriod = terminationGracePeriodSeconds ?? usualGracePeriod;
  return (
    !given.hasHostPorts &&
    !(given.hasPorts && spec.hostNetwork === true) &&
    !(given.hasResources && spec.resources != null) &&
    !(given.isOfSystem && spec.os != null) &&
    given.longestSleep <= gracePeriod
  );
}

function hasOtherMetadata(given: GivenByRules, metadata: SchedulablePod['metadata']): boolean {
  const { labels, annotations } = metadata ?? {};
  return (
    hasNone(labels, given.labels) &&
    hasNone(annotations, given.annotations) &&
    !Object.hasOwn(annotations ?? {}, appliedAnnotation) &&
    (given.annotations.length === 0 || hasRoom(given, annotations ?? {}))
  );
}

function hasRoom(given: GivenByRules, annotations: Readonly<Record<string, string>>): boolean {
  let length = given.annotationLength;
  for (const key of Object.keys(annotations))
    length += key.length + String(annotations[key]).length;
  return length * mostBytesOfCharacter <= mostAnnotationBytes;
}

function hasOtherContainers(given: GivenByRules, containers: List<Container>): boolean {
  for (const container of containers ?? []) {
    if (given.containers.has(container.name)) return false;
    // Nothing is put into the agent.
    if (container.name !== agentName && !lacksCover(given, container)) return false;
  }
  return true;
}

function lacksCover(given: GivenByRules, container: Container): boolean {
  const { env, envFrom, volumeMounts, volumeDevices } = container;
  for (const { name } of env ?? []) if (given.variables.has(name)) return false;
  for (const mount of volumeMounts ?? []) if (given.mountPaths.has(mountedAt(mount))) return false;
  return !hasItems(volumeDevices) && !(given.hasEnvFrom && hasItems(envFrom));
}

function hasOtherAffinity(given: GivenByRules, { affinity }: Spec): boolean {
  if (affinity == null) return true;
  if (given.hasNodeTerms && affinity.nodeAffinity?.[required] != null) return false;
  return given.affinityLists.every(({ place: { group, list }, terms }) =>
    isWithout(affinity[group]?.[list] as List<Part>, terms, covers),
  );
}

function isWithout(
  list: List<Part>,
  wanted: readonly Part[],
  isSame: (actual: Part, wanted: Part) => boolean,
): boolean {
  if (wanted.length === 0) return true;
  return (list ?? []).every((item) => !wanted.some((one) => isSame(item, one)));
}

function hasNone(members: Members, keys: readonly string[]): boolean {
  if (members != null) for (const key of keys) if (Object.hasOwn(members, key)) return false;
  return true;
}

function hasItems(list: List<unknown>): boolean {
  return list != null && list.length > 0;
}
