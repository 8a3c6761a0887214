import { catalogue } from '../../errors/catalogue.ts';
import { orderOf } from '../compiled/compare-rules.ts';
import { type InjectionRule, ruleKey } from '../rule.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { canMeet, type LabelWriters } from './can-meet.ts';
import { formatPath } from './field-path.ts';
import { type Target, targetsOf } from './targets.ts';

/**
 * Where a rule and others would give the same pod different values for one target, and nothing says
 * which of them is meant: their order is the same, or the later one refuses what the earlier wrote.
 * A rule of a namespace yields to those of the cluster, so these have fights only with one another.
 */
export function findFights(
  rule: InjectionRule,
  others: readonly InjectionRule[],
): readonly RuleProblem[] {
  const rivals = others.filter((other) => !isSameObject(rule, other) && mustYieldTo(rule, other));
  const writers = labelWriters([rule, ...rivals]);
  return rivals.flatMap((other) => {
    const cause = fightingCause(rule, other);
    if (cause === undefined || !canMeet(rule, other, writers)) return [];
    return clashes(rule, other).map((target) => problemOf(target, other, cause));
  });
}

interface Cause {
  readonly words: string;
  readonly fix: string;
}

function fightingCause(rule: InjectionRule, other: InjectionRule): Cause | undefined {
  const difference = orderOf(rule) - orderOf(other);
  if (difference === 0) {
    return {
      words: 'has the same order',
      fix: catalogue.IAMRA354.fix,
    };
  }
  const later = difference > 0 ? rule : other;
  if (later.spec.onConflict !== 'fail') return undefined;
  const whose = later === rule ? 'comes before it' : 'comes after it';
  return {
    words: `${whose}, and ${later === rule ? 'this one' : 'that one'} says onConflict: fail`,
    fix: `set onConflict of ${ruleKey(later)} to skip or replace, or give the two selectors that no pod matches both of`,
  };
}

/** What this rule writes, and the other writes otherwise. */
function clashes(rule: InjectionRule, other: InjectionRule): Target[] {
  const theirs = targetsOf(other.spec);
  return targetsOf(rule.spec).filter((target) =>
    theirs.some(
      (their) =>
        their.key === target.key &&
        their.value !== target.value &&
        haveCommonContainer(target.containers, their.containers),
    ),
  );
}

function haveCommonContainer(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): boolean {
  return one === undefined || other === undefined || one.some((name) => other.includes(name));
}

function problemOf({ path }: Target, other: InjectionRule, cause: Cause): RuleProblem {
  const place = ['spec', ...path];
  return {
    code: 'IAMRA354',
    path: place,
    message: `${formatPath(place)} is otherwise in ${other.kind} ${ruleKey(other)}, which can match the same pods and ${cause.words}`,
    fix: cause.fix,
  };
}

function mustYieldTo(rule: InjectionRule, other: InjectionRule): boolean {
  return other.kind === 'ClusterInjectionRule' || other.namespace === rule.namespace;
}

function labelWriters(rules: readonly InjectionRule[]): LabelWriters {
  const writers = new Map<string, InjectionRule[]>();
  for (const rule of rules) {
    for (const label of Object.keys(rule.spec.labels ?? {})) {
      const known = writers.get(label);
      if (known === undefined) writers.set(label, [rule]);
      else known.push(rule);
    }
  }
  return writers;
}

function isSameObject(one: InjectionRule, other: InjectionRule): boolean {
  return one.kind === other.kind && ruleKey(one) === ruleKey(other);
}
