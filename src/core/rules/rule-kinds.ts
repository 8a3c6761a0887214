import type { RuleKind } from './rule.ts';

/** Of both kinds of rules. */
export const rulesApiVersion = 'iamra.dev/v1alpha1';

/** Those for all of the cluster first: so they apply where their order is equal. */
export const ruleKinds: readonly RuleKind[] = ['ClusterInjectionRule', 'InjectionRule'];

/** Says whether a kind is one of them. */
export function isRuleKind(kind: unknown): kind is RuleKind {
  return ruleKinds.includes(kind as RuleKind);
}

/** The CustomResourceDefinitions of the kinds. */
export const ruleDefinitions: readonly string[] = [
  'clusterinjectionrules.iamra.dev',
  'injectionrules.iamra.dev',
];
