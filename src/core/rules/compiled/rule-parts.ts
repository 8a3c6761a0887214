import { deepFreeze } from '../../injection/deep-freeze.ts';
import type { Container, EnvironmentVariable, Volume } from '../../injection/pod/pod.ts';
import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { pointer } from '../../json-patch/pointer.ts';
import type { NodeSelectorTerm, Part, RuleSpec, RuleVolumeMount } from '../rule.ts';

/** What a rule gives to one pod, or to many; deeply frozen, since they share it. */
export interface RuleParts {
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly RuleVolumeMount[];
  readonly env: readonly EnvironmentVariable[];
  readonly envFrom: readonly Part[];
  readonly labels: readonly Entry[];
  readonly annotations: readonly Entry[];
  readonly nodeSelector: readonly Entry[];
  readonly securityContext: readonly Entry[];
  readonly tolerations: readonly Part[];
  readonly imagePullSecrets: readonly Part[];
  /** Of the required node affinity, without those that are empty and match no node. */
  readonly nodeTerms: readonly NodeSelectorTerm[];
  readonly affinityLists: readonly AffinityList[];
}

/** A member of a map. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  /** Adds it to a map that lacks it. */
  readonly add: JsonPatchOperation;
}

/** Terms that are appended where no equal ones are. */
export interface AffinityList {
  readonly place: AffinityPlace;
  readonly terms: readonly Part[];
}

/** Where in `spec.affinity` the terms are. */
export interface AffinityPlace {
  readonly group: 'nodeAffinity' | 'podAffinity' | 'podAntiAffinity';
  readonly list: typeof required | typeof preferred;
}

export const required = 'requiredDuringSchedulingIgnoredDuringExecution';
export const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** All lists of affinity but the required one of nodes, whose terms are alternatives. */
export const affinityPlaces: readonly AffinityPlace[] = [
  { group: 'nodeAffinity', list: preferred },
  { group: 'podAffinity', list: required },
  { group: 'podAffinity', list: preferred },
  { group: 'podAntiAffinity', list: required },
  { group: 'podAntiAffinity', list: preferred },
];

const nothing: readonly never[] = Object.freeze([]);

/** The parts of a spec, as the planner goes through them. */
export function ruleParts(spec: RuleSpec): RuleParts {
  return deepFreeze({
    containers: listOf(spec.containers),
    initContainers: listOf(spec.initContainers),
    volumes: listOf(spec.volumes),
    volumeMounts: listOf(spec.volumeMounts),
    env: listOf(spec.env),
    envFrom: listOf(spec.envFrom),
    labels: entriesOf('/metadata/labels', spec.labels),
    annotations: entriesOf('/metadata/annotations', spec.annotations),
    nodeSelector: entriesOf('/spec/nodeSelector', spec.nodeSelector),
    securityContext: entriesOf('/spec/securityContext', spec.securityContext),
    tolerations: listOf(spec.tolerations),
    imagePullSecrets: listOf(spec.imagePullSecrets),
    nodeTerms: nodeTermsOf(spec),
    affinityLists: affinityPlaces
      .map((place) => ({ place, terms: affinityTerms(spec, place) }))
      .filter(({ terms }) => terms.length > 0),
  });
}

/**
 * Says whether a term matches no node.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#NodeSelectorTerm
 */
export function isEmptyTerm({ matchExpressions, matchFields }: NodeSelectorTerm): boolean {
  return (matchExpressions?.length ?? 0) + (matchFields?.length ?? 0) === 0;
}

function listOf<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return list ?? nothing;
}

function entriesOf(
  path: string,
  map: Readonly<Record<string, unknown>> | undefined,
): readonly Entry[] {
  return Object.entries(map ?? {}).map(([key, value]) => entry(path, key, value));
}

/** A member of the map at a path. */
export function entry(path: string, key: string, value: unknown): Entry {
  return { key, value, add: { op: 'add', path: pointer(path, key), value } };
}

function nodeTermsOf({ affinity }: RuleSpec): readonly NodeSelectorTerm[] {
  const terms = affinity?.nodeAffinity?.[required]?.nodeSelectorTerms ?? [];
  return terms.filter((term) => !isEmptyTerm(term));
}

function affinityTerms({ affinity }: RuleSpec, { group, list }: AffinityPlace): readonly Part[] {
  return (affinity?.[group] as Partial<Record<string, readonly Part[]>> | undefined)?.[list] ?? [];
}
