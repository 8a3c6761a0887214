import type { StatementTrace } from './trust-decision.ts';

type Weighed = Pick<StatementTrace, 'effect' | 'outcome'>;

/** What statements say together. */
export type Verdict<Trace extends Weighed> =
  | { readonly outcome: 'allowed' }
  | { readonly outcome: 'denied'; readonly explicit: boolean }
  /** The answer hangs on these, of which not everything is known. */
  | { readonly outcome: 'unknown'; readonly doubtful: readonly Trace[] };

/**
 * A Deny wins, without an Allow the answer is no; what isn't known counts only where the answer would be another.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function weighStatements<Trace extends Weighed>(traces: readonly Trace[]): Verdict<Trace> {
  const denies = traces.filter(({ effect }) => effect === 'Deny');
  const allows = traces.filter(({ effect }) => effect === 'Allow');
  if (denies.some(({ outcome }) => outcome === 'applies'))
    return { outcome: 'denied', explicit: true };
  const allowed = allows.some(({ outcome }) => outcome === 'applies');
  const doubtful = (allowed ? denies : allows).filter(({ outcome }) => outcome === 'unknown');
  if (doubtful.length > 0) return { outcome: 'unknown', doubtful };
  return allowed ? { outcome: 'allowed' } : { outcome: 'denied', explicit: false };
}
