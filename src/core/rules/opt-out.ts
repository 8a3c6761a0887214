import type { InjectionNotice } from '../injection/injection-decision.ts';
import { notice, quote } from '../injection/notice.ts';
import { ruleOptOutAnnotation } from './rule-annotations.ts';

type Annotations = Readonly<Record<string, string>>;

/** Says whether a pod wants no rules. */
export function hasOptedOut(annotations: Annotations): boolean {
  return annotations[ruleOptOutAnnotation] === 'false';
}

/** A value that looks like an opt-out, and is none. */
export function warnOfOptOut(annotations: Annotations): InjectionNotice[] {
  const value = annotations[ruleOptOutAnnotation];
  if (value === undefined || value === 'true') return [];
  return [
    notice(
      'IAMRA337',
      `${ruleOptOutAnnotation} has the value ${quote(value)}; only "false" keeps rules away from the pod`,
    ),
  ];
}
