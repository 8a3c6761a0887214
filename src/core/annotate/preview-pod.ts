import { stringify } from 'yaml';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import type { InjectionInput } from '../injection/injection-input.ts';
import type { InjectionSettings } from '../injection/injection-settings.ts';
import { planInjection } from '../injection/plan-injection.ts';
import { applyPatch } from '../json-patch/apply-patch.ts';
import { lineDiff } from '../line-diff.ts';

/** What the webhook would make of a pod. */
export type PodPreview =
  | {
      readonly kind: 'injected';
      /** Line by line; empty where the template holds all of it. */
      readonly diff: string;
      readonly notices: readonly InjectionNotice[];
    }
  | {
      readonly kind: 'left_alone' | 'refused';
      readonly notices: readonly InjectionNotice[];
    };

/** Does the webhook's work on the pod of a template. */
export function previewPod(input: InjectionInput, settings: InjectionSettings): PodPreview {
  // What a client's classes made of the object is plain JSON again.
  const pod: unknown = JSON.parse(JSON.stringify(input.pod));
  const decision = planInjection({ ...input, pod }, settings);
  switch (decision.kind) {
    case 'refuse':
      return { kind: 'refused', notices: decision.problems };
    case 'skip':
      if (decision.reason !== 'already_injected') {
        return { kind: 'left_alone', notices: decision.warnings };
      }
      return { kind: 'injected', diff: '', notices: decision.warnings };
    case 'inject':
      return {
        kind: 'injected',
        diff: lineDiff(stringify(pod), stringify(applyPatch(pod, decision.patch))),
        notices: decision.warnings,
      };
  }
}
