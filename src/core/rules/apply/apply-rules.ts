import { isRecorded } from '../applied-rules.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import { selects } from '../selector/compile-selector.ts';
import type { TemplateNames } from '../template/render-templates.ts';
import { applyRule } from './apply-rule.ts';
import type { Candidate } from './candidate.ts';
import { coverContainers } from './cover-containers.ts';
import { findObstacle } from './find-obstacle.ts';
import type { PlanCall } from './plan-call.ts';

/**
 * Applies rules in their order until nothing changes, since a rule may select a pod by a label that
 * another one adds. Ends: each rule is applied once. Gives those that select the pod, in their order.
 */
export function applyRules(call: PlanCall): readonly Candidate[] {
  const found: Found = [];
  let isSettled = false;
  while (!isSettled) {
    while (applyWaiting(call, found));
    const candidates = inOrder(found);
    const applied = candidates.filter(({ isApplied }) => isApplied);
    coverContainers(call, applied);
    // What went into containers may have made them what a rule wants that they stood in the way of.
    isSettled = applied.length === candidates.length || !applyWaiting(call, found);
  }
  return inOrder(found);
}

/** By the place of the rule among all; there is none for a rule that does not select the pod. */
type Found = Array<Candidate | undefined>;

/** One pass over the rules that are not applied yet; tells whether one is by now. */
function applyWaiting(call: PlanCall, found: Found): boolean {
  const { rules, recorded, names } = call;
  let hasApplied = false;
  for (let place = 0; place < rules.length; place++) {
    const rule = rules[place] as CompiledRule;
    const known = found[place];
    if (known?.isApplied === true) continue;
    const isIn = known !== undefined || isRecorded(recorded, rule);
    if (!isIn && !selects(rule.pods, call.draft.labels.current)) continue;
    const candidate = known ?? newCandidate(rule, names, isIn);
    found[place] = candidate;
    candidate.obstacle = findObstacle(call.draft, candidate);
    if (candidate.obstacle !== undefined) continue;
    applyRule(call, candidate);
    candidate.isApplied = true;
    hasApplied = true;
  }
  return hasApplied;
}

function newCandidate(rule: CompiledRule, names: TemplateNames, wasApplied: boolean): Candidate {
  return {
    rule,
    parts: rule.partsFor(names),
    isRecorded: wasApplied,
    isApplied: false,
    obstacle: undefined,
    hasWritten: false,
  };
}

function inOrder(found: Found): readonly Candidate[] {
  return found.filter((candidate) => candidate !== undefined);
}
