import type { InjectionNotice } from '../injection/injection-decision.ts';
import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** What rules make of a pod. */
export type RulesDecision =
  | {
      readonly kind: 'inject';
      /** From the pod as it came to the end; never empty. */
      readonly patch: readonly JsonPatchOperation[];
      /** The keys of the rules that this patch applies, or has more of to apply, in their order. */
      readonly applied: readonly string[];
      readonly warnings: readonly InjectionNotice[];
      readonly skippedRules: readonly SkippedRule[];
    }
  | {
      readonly kind: 'skip';
      readonly reason: RulesSkipReason;
      readonly warnings: readonly InjectionNotice[];
      readonly skippedRules: readonly SkippedRule[];
    }
  | { readonly kind: 'refuse'; readonly problems: readonly InjectionNotice[] };

/** A rule that selects the pod, and gave it nothing; its notice is among the warnings too. */
export interface SkippedRule {
  readonly rule: string;
  readonly notice: InjectionNotice;
}

/** Why a pod is left as it is; stable, for metric labels and logs. */
export type RulesSkipReason =
  | 'no_rule_matches'
  /** Each rule that selects the pod is among `skippedRules`. */
  | 'rules_skipped'
  | 'opted_out'
  | 'excluded_namespace'
  | 'mirror_pod'
  | 'already_injected';
