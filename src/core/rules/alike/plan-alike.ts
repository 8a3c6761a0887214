import { deepFreeze } from '../../injection/deep-freeze.ts';
import { type BoundedMemory, createBoundedMemory } from '../bounded-memory.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { SchedulablePod } from '../draft/pod-draft.ts';
import type { SharedLists } from '../draft/shared-lists.ts';
import type { RulesDecision } from '../rules-decision.ts';
import { type GivenByRules, type Giver, givenByRules } from './given-by-rules.ts';
import { hasNothingOf } from './has-nothing-of.ts';
import { shapeOf } from './shape-of.ts';

/** Gives the plan that a pod of the same shape got from the same rules, or plans and keeps it. */
export type PlanAlike = (
  pod: SchedulablePod,
  givers: readonly Giver[],
  plan: () => RulesDecision,
) => RulesDecision;

const mostCharacters = 4_000_000;

/** What some rules give, under a name that no others have. */
interface NamedGiven {
  readonly name: string;
  /** Undefined where what they make of a pod depends on more than its shape. */
  readonly given: GivenByRules | undefined;
}

/** A memory of plans by all these rules: most pods are like others, and have nothing that rules give. */
export function createPlanAlike(rules: readonly CompiledRule[], shared: SharedLists): PlanAlike {
  const plans: BoundedMemory<RulesDecision> = createBoundedMemory(mostCharacters);
  let count = 0;
  const nameGiven = (givers: readonly Giver[]): NamedGiven => ({
    name: String(count++),
    given: dependsOnShape(givers, rules) ? givenByRules(givers) : undefined,
  });
  return (pod, givers, plan) => {
    if (givers.some(({ rule }) => rule.givesOwnParts)) return plan();
    const parts = givers.map((giver) => giver.parts);
    const { name, given } = shared.recall(parts, () => nameGiven(givers));
    if (given === undefined || !hasNothingOf(given, pod)) return plan();
    const key = `${name} ${shapeOf(pod, given)}`;
    const known = plans.find(key);
    if (known !== undefined) return known;
    const decision = plan();
    if (isPlain(decision)) plans.keep(key, deepFreeze(decision));
    return decision;
  };
}

/** No other rule may come to select the pod, or not to, by labels that these give. */
function dependsOnShape(givers: readonly Giver[], rules: readonly CompiledRule[]): boolean {
  const labels = new Set(givers.flatMap(({ parts }) => parts.labels.map(({ key }) => key)));
  const others = rules.filter((rule) => givers.every((giver) => giver.rule !== rule));
  return others.every(({ pods }) => pods.requirements.every(({ key }) => !labels.has(key)));
}

/** Notices name what is in a pod; a rule that is skipped has one. */
function isPlain(decision: RulesDecision): boolean {
  return decision.kind === 'inject' && decision.warnings.length === 0;
}
