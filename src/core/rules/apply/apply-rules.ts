import type { CompiledRule } from '../compiled/compiled-rule.ts';
import { selects } from '../selector/compile-selector.ts';
import type { TemplateNames } from '../template/render-templates.ts';
import { applyRule } from './apply-rule.ts';
import type { Candidate } from './candidate.ts';
import { coverContainers } from './cover-containers.ts';
import { findObstacle } from './find-obstacle.ts';
import type { PlanCall } from './plan-call.ts';

/** The rules that may be applied to a pod, in their order. */
export interface RulesOfPod {
  readonly rules: readonly CompiledRule[];
  /** Rules that an earlier call applied as they are; labels that have changed since take none away. */
  readonly recorded: ReadonlySet<CompiledRule>;
  readonly names: TemplateNames;
}

/**
 * Applies rules in their order until nothing changes, since a rule may select a pod by a label that
 * another one adds. Ends: each rule is applied once. Gives those that select the pod, in their order.
 */
export function applyRules(call: PlanCall, of: RulesOfPod): readonly Candidate[] {
  const found = new Map<CompiledRule, Candidate>();
  let isSettled = false;
  while (!isSettled) {
    while (applyWaiting(call, of, found));
    coverContainers(
      call,
      inOrder(of.rules, found).filter(({ isApplied }) => isApplied),
    );
    // What went into containers may have made them what a rule wants that they stood in the way of.
    const isObstructed = [...found.values()].some(({ isApplied }) => !isApplied);
    isSettled = !isObstructed || !applyWaiting(call, of, found);
  }
  return inOrder(of.rules, found);
}

/** One pass over the rules that are not applied yet; tells whether one is by now. */
function applyWaiting(
  call: PlanCall,
  { rules, recorded, names }: RulesOfPod,
  found: Map<CompiledRule, Candidate>,
): boolean {
  let hasApplied = false;
  for (const rule of rules) {
    const known = found.get(rule);
    if (known?.isApplied === true) continue;
    const isRecorded = recorded.has(rule);
    if (known === undefined && !isRecorded && !selects(rule.pods, call.draft.labels.current)) {
      continue;
    }
    const candidate = known ?? newCandidate(rule, names, isRecorded);
    found.set(rule, candidate);
    candidate.obstacle = findObstacle(call.draft, candidate);
    if (candidate.obstacle !== undefined) continue;
    applyRule(call, candidate);
    candidate.isApplied = true;
    hasApplied = true;
  }
  return hasApplied;
}

function newCandidate(rule: CompiledRule, names: TemplateNames, isRecorded: boolean): Candidate {
  return {
    rule,
    parts: rule.partsFor(names),
    isRecorded,
    isApplied: false,
    obstacle: undefined,
    hasWritten: false,
  };
}

function inOrder(
  rules: readonly CompiledRule[],
  found: ReadonlyMap<CompiledRule, Candidate>,
): readonly Candidate[] {
  return rules.flatMap((rule) => found.get(rule) ?? []);
}
