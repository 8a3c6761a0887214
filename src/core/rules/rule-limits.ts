import type { RuleKind } from './rule.ts';

/** Of a spec as JSON: what one rule can add to a pod, and to the memory of each replica. */
export const mostSpecBytes = 64 * 1024;

/** In force at once: of one namespace, or of the cluster. More may exist, and are left out. */
export const mostRules: Readonly<Record<RuleKind, number>> = {
  ClusterInjectionRule: 200,
  InjectionRule: 50,
};

/** Members of one map, or fields of one part. */
export const mostMembers = 100;

const mostVariables = 250;
const mostOthers = 100;

/** Items of one list, by their type. Checks hold items against one another, also those of other rules. */
export function mostItems(type: string): number {
  return type === 'EnvVar' ? mostVariables : mostOthers;
}
