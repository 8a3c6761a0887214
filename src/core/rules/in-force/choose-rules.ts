import type { InjectionRule, RuleKind, RuleSettings, RuleSpec } from '../rule.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { type KnownRule, knownRules } from './known-rule.ts';

/** How rules are judged; both functions are those of `validate/`. */
export interface RuleJudges {
  readonly readRule: (
    object: unknown,
    settings: RuleSettings,
  ) =>
    | { readonly kind: 'rule'; readonly rule: InjectionRule }
    | { readonly kind: 'problems'; readonly problems: readonly RuleProblem[] };
  readonly findFights: (
    rule: InjectionRule,
    others: readonly InjectionRule[],
  ) => readonly RuleProblem[];
}

/** What became of one rule. */
export interface RuleVerdict {
  readonly key: string;
  readonly kind: RuleKind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly generation: number;
  /** `bad`: its spec is not in force. */
  readonly state: 'ready' | 'bad';
  /** The spec of `status.inForce` is in force in place of the present one. */
  readonly usesLastGood: boolean;
  readonly problems: readonly RuleProblem[];
  /** In force; absent where none is. */
  readonly spec: RuleSpec | undefined;
}

export interface ChosenRules {
  readonly inForce: readonly InjectionRule[];
  /** In the order of the keys. */
  readonly verdicts: readonly RuleVerdict[];
}

/**
 * Chooses the rules that are in force, out of the rules of a cluster as they are: each with its spec if
 * that is good beside all others, else with what was in force last. Whoever asks gets the same answer,
 * whatever order the rules come in; none in force ever fights with another.
 */
export function chooseRules(
  known: readonly unknown[],
  settings: RuleSettings,
  judges: RuleJudges,
): ChosenRules {
  const rules = knownRules(known);
  const inForce = lastInForce(rules, settings, judges);
  const problems = new Map<string, readonly RuleProblem[]>();
  // A spec may be good as soon as that of a later rule has made way.
  let waiting = rules;
  let isSettled = false;
  while (!isSettled) {
    const bad = waiting.filter((rule) => {
      const found = takeSpec(rule, inForce, settings, judges);
      problems.set(rule.key, found);
      return found.length > 0;
    });
    isSettled = bad.length === waiting.length;
    waiting = bad;
  }
  return {
    inForce: rules.flatMap(({ key }) => inForce.get(key) ?? []),
    verdicts: rules.map((rule) => verdictOf(rule, inForce, problems.get(rule.key) ?? [])),
  };
}

/** What was in force last, as far as it is still good. */
function lastInForce(
  rules: readonly KnownRule[],
  settings: RuleSettings,
  { readRule, findFights }: RuleJudges,
): Map<string, InjectionRule> {
  const inForce = new Map<string, InjectionRule>();
  for (const { key, lastGood } of rules) {
    if (lastGood === undefined) continue;
    const read = readRule(lastGood, settings);
    if (read.kind === 'rule' && findFights(read.rule, [...inForce.values()]).length === 0) {
      inForce.set(key, read.rule);
    }
  }
  return inForce;
}

/** Puts the present spec in force if it is good; else gives the reasons why it is not. */
function takeSpec(
  { key, object }: KnownRule,
  inForce: Map<string, InjectionRule>,
  settings: RuleSettings,
  { readRule, findFights }: RuleJudges,
): readonly RuleProblem[] {
  const read = readRule(object, settings);
  if (read.kind === 'problems') return read.problems;
  const others = [...inForce].filter(([other]) => other !== key).map(([, rule]) => rule);
  const fights = findFights(read.rule, others);
  if (fights.length === 0) inForce.set(key, read.rule);
  return fights;
}

function verdictOf(
  { key, kind, namespace, name, generation }: KnownRule,
  inForce: ReadonlyMap<string, InjectionRule>,
  problems: readonly RuleProblem[],
): RuleVerdict {
  const spec = inForce.get(key)?.spec;
  const isBad = problems.length > 0;
  return {
    key,
    kind,
    namespace,
    name,
    generation,
    state: isBad ? 'bad' : 'ready',
    usesLastGood: isBad && spec !== undefined,
    problems,
    spec,
  };
}
