import type { IamraCode } from '../errors/catalogue.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { Finding } from './finding.ts';

/** In the order in which they are shown: each rests on those before it. */
export const checkCategories = [
  'kubernetes',
  'cert-manager',
  'webhook',
  'identity',
  'workloads',
  'aws',
] as const;

export type CheckCategory = (typeof checkCategories)[number];

/** One question of `iamra doctor`: which facts it needs, and what it makes of them. */
export interface Check<K extends keyof DoctorFacts = keyof DoctorFacts> {
  /** Lower case with hyphens; for `--only` and `--skip`. */
  readonly name: string;
  readonly category: CheckCategory;
  /** What holds where nothing is found. */
  readonly title: string;
  /** What it may find. */
  readonly codes: readonly IamraCode[];
  readonly needs: readonly K[];
  judge(facts: Pick<DoctorFacts, K>, now: Date): Verdict;
}

/** What was found, or why nothing was looked for. */
export type Verdict =
  | { readonly findings: readonly Finding[]; readonly detail?: string }
  | { readonly skipped: string };
