import type { InjectionNotice } from '../injection/injection-decision.ts';
import { notice } from '../injection/notice.ts';
import { mirrorAnnotation } from '../injection/plan-injection.ts';
import { findShapeProblem } from '../injection/pod/find-shape-problem.ts';
import { annotationsOf, labelsOf, podNameOf, serviceAccountNameOf } from '../injection/pod/pod.ts';
import { isRecorded, readApplied, recordApplied } from './applied-rules.ts';
import { applyRules } from './apply/apply-rules.ts';
import type { Candidate } from './apply/candidate.ts';
import { nameOf, type PlanCall } from './apply/plan-call.ts';
import type { CompiledRules } from './compile-rules.ts';
import { setMember } from './draft/map-draft.ts';
import { draftPod, type SchedulablePod } from './draft/pod-draft.ts';
import { findSchedulingShapeProblem } from './find-scheduling-shape-problem.ts';
import { rulesOfNamespace } from './namespace-rules.ts';
import { hasOptedOut, warnOfOptOut } from './opt-out.ts';
import { writePatch } from './patch/write-patch.ts';
import type { RuleSettings } from './rule.ts';
import type { RulesDecision, RulesSkipReason, SkippedRule } from './rules-decision.ts';
import { selects } from './selector/compile-selector.ts';

/** A pod as it came, and what the cluster knows about it. */
export interface RulesInput {
  /** The raw JSON of the pod: nothing is dropped from it. */
  readonly pod: unknown;
  readonly namespace: string;
  /** Absent where they are not known. */
  readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
}

/**
 * Decides what rules make of a pod: a patch, nothing, or a refusal. Planning again on the result gives
 * no patch. Every operation of the patch but the last ones, which put init containers ahead of others,
 * is addressed to the pod as it came.
 */
export function planRules(
  input: RulesInput,
  compiled: CompiledRules,
  settings: RuleSettings,
): RulesDecision {
  const annotations = annotationsOf(input.pod);
  if (Object.hasOwn(annotations, mirrorAnnotation)) return skip('mirror_pod');
  if (settings.excludedNamespaces.includes(input.namespace)) return skip('excluded_namespace');
  if (hasOptedOut(annotations)) return skip('opted_out');
  const { rules, warnings } = rulesOfNamespace(input, compiled);
  const applied = readApplied(annotations);
  const labels = labelsOf(input.pod);
  const selected = rules.filter((rule) => selects(rule.pods, labels) || isRecorded(applied, rule));
  if (selected.length === 0) return skip('no_rule_matches', warnings);
  const problem = findShapeProblem(input.pod) ?? findSchedulingShapeProblem(input.pod);
  if (problem !== undefined) return { kind: 'refuse', problems: [notice('IAMRA310', problem)] };
  const pod = input.pod as SchedulablePod;
  const { namespace } = input;
  const names = { namespace, pod: podNameOf(pod), serviceAccount: serviceAccountNameOf(pod) };
  const told = [...warnings, ...warnOfOptOut(annotations)];
  const plan = (): RulesDecision =>
    planCall({
      draft: draftPod(pod),
      shared: compiled.shared,
      rules,
      recorded: applied,
      names,
      warnings: told,
      problems: [],
    });
  if (applied.size > 0 || told.length > 0) return plan();
  const givers = selected.map((rule) => ({ rule, parts: rule.partsFor(names) }));
  return compiled.planAlike(pod, givers, plan);
}

function planCall(call: PlanCall): RulesDecision {
  const { recorded } = call;
  const { annotations } = call.draft;
  const candidates = applyRules(call);
  const applied = candidates.filter(({ isApplied }) => isApplied);
  const skippedRules = applied.length === candidates.length ? [] : candidates.flatMap(skippedRule);
  const refusing = skippedRules.filter(({ notice: { code } }) => code === 'IAMRA331');
  const problems = [...call.problems, ...refusing.map((skipped) => skipped.notice)];
  if (problems.length > 0) return { kind: 'refuse', problems };
  const warnings = [...call.warnings, ...skippedRules.map((skipped) => skipped.notice)];
  if (applied.length === 0) return skip('rules_skipped', warnings, skippedRules);
  const unrecorded = applied.filter((candidate) => !candidate.isRecorded);
  if (unrecorded.length > 0) {
    setMember(annotations, recordApplied(recorded, unrecorded, call.shared));
  }
  const patch = writePatch(call.draft, applied, call.shared);
  if (patch.length === 0) return skip('already_injected', warnings, skippedRules);
  const active = applied.filter((candidate) => !candidate.isRecorded || candidate.hasWritten);
  return {
    kind: 'inject',
    patch,
    applied: active.map(({ rule }) => rule.key),
    warnings,
    skippedRules,
  };
}

function skip(
  reason: RulesSkipReason,
  warnings: readonly InjectionNotice[] = [],
  skippedRules: readonly SkippedRule[] = [],
): RulesDecision {
  return { kind: 'skip', reason, warnings, skippedRules };
}

function skippedRule(candidate: Candidate): SkippedRule[] {
  const { rule, obstacle, isApplied } = candidate;
  if (isApplied || obstacle === undefined) return [];
  const code = rule.onConflict === 'fail' ? 'IAMRA331' : 'IAMRA332';
  const message = `${nameOf(candidate)} is not applied: ${obstacle}`;
  return [{ rule: rule.key, notice: notice(code, message) }];
}
