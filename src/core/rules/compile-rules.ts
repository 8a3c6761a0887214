import { createPlanAlike, type PlanAlike } from './alike/plan-alike.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { compareRules } from './compiled/compare-rules.ts';
import { type CompiledRule, compileRule } from './compiled/compiled-rule.ts';
import type { RuleParts } from './compiled/rule-parts.ts';
import { createSharedLists, type SharedLists } from './draft/shared-lists.ts';
import type { InjectionRule } from './rule.ts';

/** Rules made ready for many pods: one value serves as long as the rules are in force. */
export interface CompiledRules {
  /** In the order in which they are applied. */
  readonly rules: readonly InjectionRule[];
  /** Those that count in a namespace, in their order; selectors have yet to be asked. */
  readonly inNamespace: (namespace: string) => readonly CompiledRule[];
  readonly shared: SharedLists;
  readonly planAlike: PlanAlike;
}

/** Of parts with their templates filled in. */
const mostCharacters = 4_000_000;

/** Puts rules in their order, whatever order they come in, and prepares all that no pod changes. */
export function compileRules(rules: readonly InjectionRule[]): CompiledRules {
  const sorted = rules.toSorted(compareRules);
  const memory = createBoundedMemory<RuleParts>(mostCharacters);
  const shared = createSharedLists();
  const placed = sorted.map((rule, position) => ({
    namespace: rule.namespace,
    compiled: compileRule(rule, position, memory),
  }));
  const countingIn = (namespace: string | undefined): CompiledRule[] =>
    placed
      .filter((rule) => rule.namespace === undefined || rule.namespace === namespace)
      .map(({ compiled }) => compiled);
  const everywhere = countingIn(undefined);
  const namespaces = new Set(sorted.flatMap(({ namespace }) => namespace ?? []));
  const byNamespace = new Map([...namespaces].map((name) => [name, countingIn(name)]));
  return {
    rules: sorted,
    inNamespace: (namespace) => byNamespace.get(namespace) ?? everywhere,
    shared,
    planAlike: createPlanAlike(
      placed.map(({ compiled }) => compiled),
      shared,
    ),
  };
}
