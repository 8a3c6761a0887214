import { type InjectionRule, ruleKey } from '../rule.ts';

const defaultOrder = 100;

/** When a rule is applied among others. */
export function orderOf({ spec }: InjectionRule): number {
  return spec.order ?? defaultOrder;
}

/** The order in which rules are applied; at the same `order` a cluster's rules come first. */
export function compareRules(one: InjectionRule, other: InjectionRule): number {
  const byOrder = orderOf(one) - orderOf(other);
  if (byOrder !== 0) return byOrder;
  if (one.kind !== other.kind) return one.kind === 'ClusterInjectionRule' ? -1 : 1;
  const [key, otherKey] = [ruleKey(one), ruleKey(other)];
  // Code units, since a locale's order may differ between replicas.
  return key === otherKey ? 0 : key < otherKey ? -1 : 1;
}
