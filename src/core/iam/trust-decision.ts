import type { Condition, Effect } from './policy-document.ts';

/** What a trust policy says to a request. */
export type TrustDecision =
  | { readonly outcome: 'allowed' }
  | {
      readonly outcome: 'denied';
      /** The first action that isn't allowed. */
      readonly action: string;
      /** One sentence that names the statement or the conditions that said no. */
      readonly reason: string;
      /** By a Deny; otherwise no Allow applies. */
      readonly explicit: boolean;
      readonly statements: readonly StatementTrace[];
    }
  | {
      /** The evaluator can't tell: the policy uses what it doesn't know, and AWS might answer either way. */
      readonly outcome: 'unsupported';
      readonly action: string;
      readonly reason: string;
      readonly statements: readonly StatementTrace[];
    };

/** What became of one statement. */
export interface StatementTrace {
  /** Its Sid, or its place in the document. */
  readonly statement: string;
  readonly effect: Effect;
  readonly outcome: StatementOutcome;
  /** The conditions that said no. */
  readonly unmet: readonly UnmetCondition[];
  /** What the evaluator doesn't know about it, in words. */
  readonly unknown: readonly string[];
}

export type StatementOutcome =
  | 'applies'
  | 'other-principal'
  | 'other-action'
  | 'condition-not-met'
  | 'unknown';

export interface UnmetCondition extends Pick<Condition, 'operator' | 'key'> {
  /** As written in the policy. */
  readonly wanted: readonly string[];
  /** None where the key is missing from the request. */
  readonly actual: readonly string[];
}
