import type { CheckCategory } from '../../core/checks/check.ts';
import type { Finding } from '../../core/checks/finding.ts';

export const outcomes = ['pass', 'warn', 'fail', 'skip'] as const;

export type Outcome = (typeof outcomes)[number];

/** What became of one check. */
export interface CheckResult {
  readonly name: string;
  readonly category: CheckCategory;
  readonly title: string;
  readonly outcome: Outcome;
  /** What was looked at. */
  readonly detail?: string;
  /** Why it was skipped. */
  readonly reason?: string;
  readonly findings: readonly (Finding & { readonly docs: string })[];
}

/** Something that `--fix` did, tried or left. */
export interface Fix {
  readonly subject: string;
  readonly outcome: 'done' | 'failed' | 'left';
  readonly message: string;
}

export interface DoctorResult {
  /** False where a check failed. */
  readonly ok: boolean;
  readonly summary: Readonly<Record<Outcome, number>>;
  readonly checks: readonly CheckResult[];
  readonly fixes: readonly Fix[];
}
