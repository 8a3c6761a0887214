import { catalogue } from '../../errors/catalogue.ts';
import { orderOf } from '../compiled/compare-rules.ts';
import { type InjectionRule, ruleKey } from '../rule.ts';
import type { RuleProblem } from '../rule-problem.ts';
import { canMeet, type LabelWriters } from './can-meet.ts';
import { formatPath } from './field-path.ts';
import { RuleTargets } from './rule-targets.ts';
import type { Target } from './targets.ts';

/**
 * Rules that others are held against. Two fight where they would give the same pod different values for
 * one target, and nothing says which of them is meant: their order is the same, or the later one refuses
 * what the earlier wrote. A rule of a namespace yields to those of the cluster, so these have fights only
 * with one another.
 */
export class Rivals {
  readonly #targets = new RuleTargets();

  constructor(rules: readonly InjectionRule[] = []) {
    for (const rule of rules) this.add(rule);
  }

  add(rule: InjectionRule): void {
    this.#targets.add(rule);
  }

  /** @param rule the very object that was added */
  remove(rule: InjectionRule): void {
    this.#targets.remove(rule);
  }

  /** Says whether a rule, which may be one of them, fights with another. */
  hasFight(rule: InjectionRule): boolean {
    return this.#fights(rule).next().done === false;
  }

  /** The fights of a rule, which may be one of them: one problem for each of its targets. */
  fightsOf(rule: InjectionRule): readonly RuleProblem[] {
    const byTarget = Map.groupBy(this.#fights(rule), ({ target }) => target);
    return [...byTarget.values()].map(problemOf);
  }

  *#fights(rule: InjectionRule): Generator<Fight> {
    const causes = new Map<InjectionRule, Cause | undefined>();
    const writersOf = this.#writersBeside(rule);
    const isSettled = (other: InjectionRule): boolean =>
      causes.has(other) && causes.get(other) === undefined;
    for (const target of this.#targets.of(rule)) {
      for (const other of this.#targets.clashing(rule, target, isSettled)) {
        if (!causes.has(other)) causes.set(other, causeOfFight(rule, other, writersOf));
        const cause = causes.get(other);
        if (cause !== undefined) yield { target, other, cause };
      }
    }
  }

  /** An older form of the rule itself writes nothing any more. */
  #writersBeside(rule: InjectionRule): LabelWriters {
    const targets = this.#targets;
    return function* (label) {
      if (Object.hasOwn(rule.spec.labels ?? {}, label)) yield rule;
      for (const one of targets.writersOf(label, rule.namespace)) {
        if (!isSameObject(rule, one)) yield one;
      }
    };
  }
}

interface Fight {
  readonly target: Target;
  readonly other: InjectionRule;
  readonly cause: Cause;
}

interface Cause {
  readonly words: string;
  readonly fix: string;
}

function causeOfFight(
  rule: InjectionRule,
  other: InjectionRule,
  writersOf: LabelWriters,
): Cause | undefined {
  if (isSameObject(rule, other)) return undefined;
  const cause = undecidedBetween(rule, other);
  return cause !== undefined && canMeet(rule, other, writersOf) ? cause : undefined;
}

function undecidedBetween(rule: InjectionRule, other: InjectionRule): Cause | undefined {
  const difference = orderOf(rule) - orderOf(other);
  if (difference === 0) return { words: 'has the same order', fix: catalogue.IAMRA354.fix };
  const later = difference > 0 ? rule : other;
  if (later.spec.onConflict !== 'fail') return undefined;
  const whose = later === rule ? 'comes before it' : 'comes after it';
  return {
    words: `${whose}, and ${later === rule ? 'this one' : 'that one'} says onConflict: fail`,
    fix: `set onConflict of ${ruleKey(later)} to skip or replace, or give the two selectors that no pod matches both of`,
  };
}

function problemOf([first, ...more]: readonly Fight[]): RuleProblem {
  const { target, other, cause } = first as Fight;
  const place = ['spec', ...target.path];
  const rest = more.length === 0 ? '' : `; ${more.length} more of them fight over it too`;
  return {
    code: 'IAMRA354',
    path: place,
    message: `${formatPath(place)} is otherwise in ${other.kind} ${ruleKey(other)}, which can match the same pods and ${cause.words}${rest}`,
    fix: cause.fix,
  };
}

function isSameObject(one: InjectionRule, other: InjectionRule): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}
