import { mountedAt } from '../apply/same-parts.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { AffinityList, Entry, RuleParts } from '../compiled/rule-parts.ts';
import type { Part } from '../rule.ts';
import { appliedAnnotation } from '../rule-annotations.ts';

/** All that some rules give to one pod, by what a pod may have in common with it. */
export interface GivenByRules {
  readonly containers: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly hasEnvFrom: boolean;
  /** As the kubelet mounts them. */
  readonly mountPaths: ReadonlySet<string>;
  /** Of the rules that give something to some containers only. */
  readonly targets: ReadonlyArray<ReadonlySet<string>>;
  readonly labels: readonly string[];
  /** Besides the one that records the rules. */
  readonly annotations: readonly string[];
  /** Of keys and values of all annotations, and of what is recorded in one. */
  readonly annotationLength: number;
  readonly nodeSelector: readonly string[];
  readonly securityContext: readonly string[];
  readonly tolerations: readonly Part[];
  readonly imagePullSecrets: readonly Part[];
  readonly hasNodeTerms: boolean;
  readonly affinityLists: readonly AffinityList[];
  readonly hasPorts: boolean;
  readonly hasHostPorts: boolean;
  readonly hasResources: boolean;
  /** Some containers are for one operating system alone. */
  readonly isOfSystem: boolean;
  /** In seconds. */
  readonly longestSleep: number;
}

/** A rule with what it gives to a pod. */
export interface Giver {
  readonly rule: CompiledRule;
  readonly parts: RuleParts;
}

/** What the rules give together. */
export function givenByRules(givers: readonly Giver[]): GivenByRules {
  const rules = givers.map(({ rule }) => rule);
  const all = <Key extends keyof RuleParts>(key: Key): RuleParts[Key][number][] =>
    givers.flatMap(({ parts }) => parts[key] as readonly RuleParts[Key][number][]);
  const containers = [...all('containers'), ...all('initContainers')];
  const ports = containers.flatMap((container) => container.ports ?? []);
  const namesOf = (parts: ReadonlyArray<{ readonly name: string }>) =>
    new Set(parts.map(({ name }) => name));
  const keysOf = (entries: readonly Entry[]) => entries.map(({ key }) => key);
  return {
    containers: namesOf(containers),
    volumes: namesOf(all('volumes')),
    variables: namesOf(all('env')),
    hasEnvFrom: all('envFrom').length > 0,
    mountPaths: new Set(all('volumeMounts').map(mountedAt)),
    targets: rules.flatMap(({ targets }) => targets ?? []),
    labels: keysOf(all('labels')),
    annotations: keysOf(all('annotations')),
    annotationLength: lengthOf(all('annotations')) + recordLength(rules),
    nodeSelector: keysOf(all('nodeSelector')),
    securityContext: keysOf(all('securityContext')),
    tolerations: all('tolerations'),
    imagePullSecrets: all('imagePullSecrets'),
    hasNodeTerms: all('nodeTerms').length > 0,
    affinityLists: all('affinityLists'),
    hasPorts: ports.length > 0,
    hasHostPorts: ports.some(({ hostPort }) => hostPort !== undefined),
    hasResources: rules.some(({ demands }) => demands.hasResources),
    isOfSystem: rules.some(
      ({ demands }) => (demands.linuxField ?? demands.windowsField) !== undefined,
    ),
    longestSleep: Math.max(0, ...rules.map(({ demands }) => demands.longestSleep)),
  };
}

function lengthOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { key, value }) => sum + key.length + String(value).length, 0);
}

function recordLength(rules: readonly CompiledRule[]): number {
  const record = rules.map(({ key, hash }) => `${key}=${hash},`).join('');
  return appliedAnnotation.length + record.length;
}
