import type { InjectionNotice } from '../../injection/injection-decision.ts';

/** What one rule does to one pod. */
export interface RuleOutcome {
  /** `name` of a cluster's rule, `namespace/name` of another. */
  readonly rule: string;
  readonly outcome: 'applies' | 'does_not_match' | 'skipped' | 'conflict' | 'left_alone';
  /** Why, where it does not apply. */
  readonly reason: string | null;
}

/** What rules make of one pod, or of the pods of a workload. */
export interface PodTrial {
  readonly file: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  /** In the order in which they are applied. */
  readonly rules: readonly RuleOutcome[];
  readonly notices: readonly InjectionNotice[];
  /** Line by line; empty where nothing changes. */
  readonly diff: string;
  /** The pod as the rules make it; what the API server is asked about. */
  readonly pod: unknown;
}
