import { isDeepStrictEqual } from 'node:util';
import { chooseRules } from '../../../src/core/rules/in-force/choose-rules.ts';
import { type InjectionRule, type RuleSettings, ruleKey } from '../../../src/core/rules/rule.ts';
import type { RuleProblem } from '../../../src/core/rules/rule-problem.ts';
import { findSurplus } from '../../../src/core/rules/validate/find-surplus.ts';
import { readRule } from '../../../src/core/rules/validate/read-rule.ts';
import { Rivals } from '../../../src/core/rules/validate/rivals.ts';
import type { RuleObject } from '../../rules/rule-object.ts';
import type { AdmissionRequest } from '../admission/admission-review.ts';

/** What is to be said of a rule that somebody writes. */
export type RuleJudgement =
  | { readonly kind: 'pass'; readonly reason: PassReason }
  | { readonly kind: 'refuse'; readonly problems: readonly RuleProblem[] };

export type PassReason = 'none' | 'not_a_rule' | 'being_deleted' | 'same_spec';

export interface RuleContext {
  /** Every rule that there is; asked for once the rule itself is sound. */
  readonly readAll: () => Promise<readonly RuleObject[]>;
  readonly settings: RuleSettings;
}

const kinds = ['injectionrules.iamra.dev', 'clusterinjectionrules.iamra.dev'];

/** Finds everything that speaks against a rule: in itself, else beside the rules in force. */
export async function judgeRule(
  request: AdmissionRequest,
  { readAll, settings }: RuleContext,
): Promise<RuleJudgement> {
  const { operation, resource, object, oldObject } = request;
  const isWritten = operation === 'CREATE' || operation === 'UPDATE';
  if (!isWritten || !kinds.includes(resource)) return { kind: 'pass', reason: 'not_a_rule' };
  if (isBeingDeleted(object)) return { kind: 'pass', reason: 'being_deleted' };
  // Labels and finalizers of a rule that went bad can be changed: that makes nothing worse.
  if (operation === 'UPDATE' && isDeepStrictEqual(specOf(object), specOf(oldObject))) {
    return { kind: 'pass', reason: 'same_spec' };
  }
  const read = readRule(object, settings);
  if (read.kind === 'problems') return { kind: 'refuse', problems: read.problems };
  // With its present form, which keeps out of force what the rule would else be held against.
  const { inForce } = chooseRules((await readAll()).filter(mayCount(read.rule)), settings);
  const problems = problemsBeside(inForce, read.rule);
  return problems.length === 0 ? { kind: 'pass', reason: 'none' } : { kind: 'refuse', problems };
}

function problemsBeside(
  inForce: readonly InjectionRule[],
  rule: InjectionRule,
): readonly RuleProblem[] {
  const isNew = inForce.every((other) => ruleKey(other) !== ruleKey(rule));
  const beside = inForce.filter(({ namespace }) => namespace === rule.namespace).length;
  const surplus = isNew ? findSurplus(rule, beside) : [];
  return [...surplus, ...new Rivals(inForce).fightsOf(rule)];
}

/** Says of others whether the rule may have to yield to them: those of other namespaces never count. */
function mayCount({ namespace }: InjectionRule): (other: RuleObject) => boolean {
  return ({ kind, metadata }) =>
    kind === 'ClusterInjectionRule' || metadata.namespace === namespace;
}

type Written = {
  readonly metadata?: { readonly deletionTimestamp?: unknown };
  readonly spec?: unknown;
};

function isBeingDeleted(object: unknown): boolean {
  return (object as Written | null)?.metadata?.deletionTimestamp !== undefined;
}

function specOf(object: unknown): unknown {
  return (object as Written | null)?.spec;
}
