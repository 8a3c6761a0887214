import type { ActionElement } from '../policy-document.ts';
import { matches } from './matches.ts';
import { wildcards } from './pattern.ts';

/** Whether `Action` or `NotAction` covers an action; its case doesn't matter. */
export function matchesAction({ negated, patterns }: ActionElement, action: string): boolean {
  const name = action.toLowerCase();
  const named = patterns.some((pattern) => matches(wildcards(pattern.toLowerCase()), name));
  return named !== negated;
}
