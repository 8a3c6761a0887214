import { stringify } from 'yaml';
import { labelsOf } from '../../injection/pod/pod.ts';
import { applyPatch } from '../../json-patch/apply-patch.ts';
import { lineDiff } from '../../line-diff.ts';
import { type CompiledRules, compileRules } from '../compile-rules.ts';
import { planRules } from '../plan-rules.ts';
import { type InjectionRule, type RuleSettings, ruleKey } from '../rule.ts';
import type { RulesDecision, RulesSkipReason } from '../rules-decision.ts';
import { namespaceNameLabel } from '../selector/namespace-name-label.ts';
import { explainSelector } from './explain-selector.ts';
import type { PodTrial, RuleOutcome } from './rule-outcome.ts';
import type { TriedPod } from './tried-pods.ts';

const leftAlone: Partial<Record<RulesSkipReason, string>> = {
  opted_out: 'the pod says rules.iamra.dev/inject: "false"',
  excluded_namespace: 'its namespace is excluded',
  mirror_pod: 'it is a mirror pod',
};

/** Does the webhook's work on pods, and says of every rule what it did and why. */
export function tryRules(
  rules: readonly InjectionRule[],
  pods: readonly TriedPod[],
  settings: RuleSettings,
): PodTrial[] {
  const compiled = compileRules(rules);
  return pods.map((tried) => tryOnPod(compiled, tried, settings));
}

function tryOnPod(compiled: CompiledRules, tried: TriedPod, settings: RuleSettings): PodTrial {
  const { pod, namespaceLabels, ...place } = tried;
  const decision = planRules(
    { pod, namespace: place.namespace, namespaceLabels },
    compiled,
    settings,
  );
  const patched = decision.kind === 'inject' ? applyPatch(pod, decision.patch) : pod;
  return {
    ...place,
    outcome: outcomeOf(decision),
    rules: compiled.rules.map((rule) => ruleOutcome(rule, { tried, decision, patched })),
    notices: decision.kind === 'refuse' ? decision.problems : decision.warnings,
    diff: decision.kind === 'inject' ? lineDiff(stringify(pod), stringify(patched)) : '',
    pod: patched,
  };
}

function outcomeOf({ kind }: RulesDecision): PodTrial['outcome'] {
  if (kind === 'refuse') return 'refused';
  return kind === 'inject' ? 'changed' : 'unchanged';
}

interface Planned {
  readonly tried: TriedPod;
  readonly decision: RulesDecision;
  readonly patched: unknown;
}

function ruleOutcome(rule: InjectionRule, { tried, decision, patched }: Planned): RuleOutcome {
  const key = ruleKey(rule);
  if (decision.kind === 'inject' && decision.applied.includes(key)) {
    return { rule: key, outcome: 'applies', reason: null };
  }
  const skipped =
    decision.kind === 'refuse'
      ? undefined
      : decision.skippedRules.find((each) => each.rule === key);
  if (skipped !== undefined) {
    return { rule: key, outcome: 'skipped', reason: skipped.notice.message };
  }
  const alone = decision.kind === 'skip' ? leftAlone[decision.reason] : undefined;
  if (alone !== undefined) return { rule: key, outcome: 'left_alone', reason: alone };
  const mismatch = explainMismatch(rule, tried, patched);
  if (mismatch !== undefined) return { rule: key, outcome: 'does_not_match', reason: mismatch };
  return decision.kind === 'refuse'
    ? { rule: key, outcome: 'conflict', reason: 'the pod is refused' }
    : { rule: key, outcome: 'applies', reason: 'the pod has all of it' };
}

/** Labels count as they are in the end: a rule may match by one that another rule adds. */
function explainMismatch(
  { namespace, spec }: InjectionRule,
  tried: TriedPod,
  patched: unknown,
): string | undefined {
  if (namespace !== undefined && namespace !== tried.namespace) {
    return `it counts in namespace ${namespace} only`;
  }
  const namespaceLabels = { [namespaceNameLabel]: tried.namespace, ...tried.namespaceLabels };
  const ofNamespace = explainSelector(spec.namespaceSelector, namespaceLabels);
  if (ofNamespace !== undefined) return `namespaceSelector ${ofNamespace}`;
  const ofPod = explainSelector(spec.labelSelector, labelsOf(patched));
  return ofPod === undefined ? undefined : `labelSelector ${ofPod}`;
}
