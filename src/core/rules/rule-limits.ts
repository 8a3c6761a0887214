import type { RuleKind } from './rule.ts';

/** Of a spec as JSON. The rules of a full cluster then fit into the memory of each replica. */
export const mostSpecBytes = 64 * 1024;

/** In force at once: of a namespace, or of the cluster. Each of them is looked at for each pod. */
export const mostRules: Readonly<Record<RuleKind, number>> = {
  ClusterInjectionRule: 200,
  InjectionRule: 50,
};
