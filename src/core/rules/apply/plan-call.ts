import type { IamraCode } from '../../errors/catalogue.ts';
import type { InjectionNotice } from '../../injection/injection-decision.ts';
import { notice } from '../../injection/notice.ts';
import type { AppliedRules } from '../applied-rules.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { PodDraft } from '../draft/pod-draft.ts';
import type { SharedLists } from '../draft/shared-lists.ts';
import type { TemplateNames } from '../template/render-templates.ts';
import type { Candidate } from './candidate.ts';

/** One call of the planner: the pod as far as it has come, and what is to be said of it. */
export interface PlanCall {
  readonly draft: PodDraft;
  readonly shared: SharedLists;
  /** Those that may be applied, in their order. */
  readonly rules: readonly CompiledRule[];
  /** What an earlier call applied; labels that have changed since take none of it away. */
  readonly recorded: AppliedRules;
  readonly names: TemplateNames;
  readonly warnings: InjectionNotice[];
  readonly problems: InjectionNotice[];
}

/** Warns of what a rule does or leaves, once. */
export function warn({ warnings }: PlanCall, code: IamraCode, message: string): void {
  tellOnce(warnings, code, message);
}

/** Refuses the pod, as a rule demands that says `fail`. */
export function refuse({ problems }: PlanCall, message: string): void {
  tellOnce(problems, 'IAMRA331', message);
}

/** A rule as sentences name it. */
export function nameOf({ rule }: Candidate): string {
  return `rule ${rule.key}`;
}

function tellOnce(notices: InjectionNotice[], code: IamraCode, message: string): void {
  if (notices.some((known) => known.message === message)) return;
  notices.push(notice(code, message));
}
