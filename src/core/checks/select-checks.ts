import { catalogue } from '../errors/catalogue.ts';
import { IamraError } from '../errors/iamra-error.ts';
import { nearest } from '../nearest.ts';
import { type Check, checkCategories } from './check.ts';

/** Names of checks, their categories, or codes of findings. */
export interface Selection {
  /** Empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The checks that a selection leaves; a code leaves its findings out, and checks that find nothing else.
 * @throws {IamraError} IAMRA901 for what is none of the three
 */
export function selectChecks(checks: readonly Check[], { only, skip }: Selection): Check[] {
  for (const word of [...only, ...skip]) refuseUnknown(word, checks);
  return checks
    .filter((check) => only.length === 0 || only.some((word) => isMeant(check, word)))
    .filter((check) => !skip.some((word) => word === check.name || word === check.category))
    .filter((check) => !check.codes.every((code) => skip.includes(code)))
    .map((check) => (skip.length === 0 ? check : without(check, skip)));
}

function isMeant({ name, category, codes }: Check, word: string): boolean {
  return name === word || category === word || codes.some((code) => code === word);
}

function without(check: Check, codes: readonly string[]): Check {
  return {
    ...check,
    judge: (facts, now) => {
      const verdict = check.judge(facts, now);
      if ('skipped' in verdict) return verdict;
      return { ...verdict, findings: verdict.findings.filter(({ code }) => !codes.includes(code)) };
    },
  };
}

function refuseUnknown(word: string, checks: readonly Check[]): void {
  const names = [...checkCategories, ...checks.map(({ name }) => name)];
  if (names.includes(word) || Object.hasOwn(catalogue, word)) return;
  const meant = nearest(word, [...names, ...Object.keys(catalogue)]);
  const hint = meant === undefined ? '' : `; did you mean “${meant}”?`;
  throw new IamraError('IAMRA901', `There is no check, category or code “${word}”${hint}`, {
    fix: `choose from ${names.join(', ')}, or a code`,
  });
}
