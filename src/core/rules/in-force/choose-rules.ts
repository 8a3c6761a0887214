import { isSameJson } from '../patch/same-json.ts';
import type { InjectionRule, RuleKind, RuleSettings, RuleSpec } from '../rule.ts';
import { mostRules } from '../rule-limits.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { findSurplus } from '../validate/find-surplus.ts';
import { type ReadRule, readRule } from '../validate/read-rule.ts';
import { Rivals } from '../validate/rivals.ts';
import { type KnownRule, knownRules } from './known-rule.ts';

/** Reads a resource as a rule; asked at most once about each spec. */
export type RuleReader = (object: object, settings: RuleSettings) => ReadRule;

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
 * chosen first, and those of each namespace beside them, so that no namespace can keep one out. Where
 * there are more than may be, those in force stay.
 */
export function chooseRules(
  known: readonly unknown[],
  settings: RuleSettings,
  read: RuleReader = readRule,
): ChosenRules {
  const rules = knownRules(known);
  const candidates = rules.map((rule) => readCandidate(rule, settings, read));
  const groups = Map.groupBy(candidates, ({ known: { namespace } }) => namespace);
  const cluster = groups.get(undefined) ?? [];
  groups.delete(undefined);
  const rivals = new Rivals();
  for (const group of [cluster, ...groups.values()]) chooseGroup(group, rivals);
  return {
    inForce: candidates.flatMap(({ inForce }) => inForce ?? []),
    verdicts: candidates.map(verdictOf),
  };
}

/** A rule on its way into force. */
interface Candidate {
  readonly known: KnownRule;
  readonly present: ReadRule;
  readonly lastGood: ReadRule | undefined;
  inForce: InjectionRule | undefined;
  problems: readonly RuleProblem[];
}

function readCandidate(known: KnownRule, settings: RuleSettings, read: RuleReader): Candidate {
  const { object, lastGood } = known;
  const present = read(object, settings);
  const isUnchanged = lastGood !== undefined && isSameJson(lastGood['spec'], object['spec']);
  return {
    known,
    present,
    lastGood: isUnchanged ? present : lastGood && read(lastGood, settings),
    inForce: undefined,
    problems: [],
  };
}

/** Chooses among the rules of one namespace, or of the cluster, beside those that they yield to. */
function chooseGroup(group: readonly Candidate[], rivals: Rivals): void {
  for (const candidate of group) takeLastGood(candidate, rivals);
  let count = group.filter(({ inForce }) => inForce !== undefined).length;
  // A spec may be good as soon as that of a later rule has made way.
  let waiting = group;
  let isSettled = false;
  while (!isSettled) {
    const bad = waiting.filter((candidate) => {
      const isNew = candidate.inForce === undefined;
      const isTaken = takePresent(candidate, count, rivals);
      if (isTaken && isNew) count++;
      return !isTaken;
    });
    isSettled = bad.length === waiting.length;
    waiting = bad;
  }
  for (const candidate of waiting) candidate.problems = problemsOf(candidate, count, rivals);
}

/** What was in force last, if it is still good. */
function takeLastGood(candidate: Candidate, rivals: Rivals): void {
  const { lastGood } = candidate;
  if (lastGood?.kind !== 'rule' || rivals.hasFight(lastGood.rule)) return;
  candidate.inForce = lastGood.rule;
  rivals.add(lastGood.rule);
}

/** Puts the present spec in force if it is good, and says whether it is. */
function takePresent(candidate: Candidate, count: number, rivals: Rivals): boolean {
  const { known, present, inForce } = candidate;
  if (present.kind !== 'rule') return false;
  if (inForce === undefined && count >= mostRules[known.kind]) return false;
  if (rivals.hasFight(present.rule)) return false;
  if (inForce === present.rule) return true;
  if (inForce !== undefined) rivals.remove(inForce);
  rivals.add(present.rule);
  candidate.inForce = present.rule;
  return true;
}

/** Why the present spec is not in force. */
function problemsOf(
  { known, present, inForce }: Candidate,
  count: number,
  rivals: Rivals,
): readonly RuleProblem[] {
  if (present.kind !== 'rule') return present.problems;
  const surplus = inForce === undefined ? findSurplus(known, count) : [];
  return [...surplus, ...rivals.fightsOf(present.rule)];
}

function verdictOf({ known, inForce, problems }: Candidate): RuleVerdict {
  const { key, kind, namespace, name, generation } = known;
  const isBad = problems.length > 0;
  return {
    key,
    kind,
    namespace,
    name,
    generation,
    state: isBad ? 'bad' : 'ready',
    usesLastGood: isBad && inForce !== undefined,
    problems,
    spec: inForce?.spec,
  };
}
