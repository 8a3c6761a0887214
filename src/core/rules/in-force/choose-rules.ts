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
 * whatever order the rules come in; none in force ever fights with another. Those of the cluster are
 * chosen first, and those of each namespace beside them, so that no namespace can keep one out.
 */
export function chooseRules(
  known: readonly unknown[],
  settings: RuleSettings,
  judges: RuleJudges,
): ChosenRules {
  const rules = knownRules(known);
  const groups = Map.groupBy(rules, ({ namespace }) => namespace);
  const cluster = groups.get(undefined) ?? [];
  groups.delete(undefined);
  const ofCluster = chooseGroup(cluster, [], { settings, judges });
  const above = [...ofCluster.inForce.values()];
  const chosen = [
    ofCluster,
    ...[...groups.values()].map((group) => chooseGroup(group, above, { settings, judges })),
  ];
  const inForce = new Map(chosen.flatMap((group) => [...group.inForce]));
  const problems = new Map(chosen.flatMap((group) => [...group.problems]));
  return {
    inForce: rules.flatMap(({ key }) => inForce.get(key) ?? []),
    verdicts: rules.map((rule) => verdictOf(rule, inForce, problems.get(rule.key) ?? [])),
  };
}

interface Judging {
  readonly settings: RuleSettings;
  readonly judges: RuleJudges;
}

interface ChosenGroup {
  readonly inForce: ReadonlyMap<string, InjectionRule>;
  readonly problems: ReadonlyMap<string, readonly RuleProblem[]>;
}

/** Chooses among rules that have the same rules above them, to which they yield. */
function chooseGroup(
  rules: readonly KnownRule[],
  above: readonly InjectionRule[],
  judging: Judging,
): ChosenGroup {
  const inForce = lastInForce(rules, above, judging);
  const problems = new Map<string, readonly RuleProblem[]>();
  // A spec may be good as soon as that of a later rule has made way.
  let waiting = rules;
  let isSettled = false;
  while (!isSettled) {
    const bad = waiting.filter((rule) => {
      const found = takeSpec(rule, above, inForce, judging);
      problems.set(rule.key, found);
      return found.length > 0;
    });
    isSettled = bad.length === waiting.length;
    waiting = bad;
  }
  return { inForce, problems };
}

/** What was in force last, as far as it is still good. */
function lastInForce(
  rules: readonly KnownRule[],
  above: readonly InjectionRule[],
  { settings, judges }: Judging,
): Map<string, InjectionRule> {
  const inForce = new Map<string, InjectionRule>();
  for (const { key, lastGood } of rules) {
    if (lastGood === undefined) continue;
    const read = judges.readRule(lastGood, settings);
    if (read.kind === 'problems') continue;
    const fights = judges.findFights(read.rule, [...above, ...inForce.values()]);
    if (fights.length === 0) inForce.set(key, read.rule);
  }
  return inForce;
}

/** Puts the present spec in force if it is good; else gives the reasons why it is not. */
function takeSpec(
  { key, object }: KnownRule,
  above: readonly InjectionRule[],
  inForce: Map<string, InjectionRule>,
  { settings, judges }: Judging,
): readonly RuleProblem[] {
  const read = judges.readRule(object, settings);
  if (read.kind === 'problems') return read.problems;
  const others = [...inForce].filter(([other]) => other !== key).map(([, rule]) => rule);
  const fights = judges.findFights(read.rule, [...above, ...others]);
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
