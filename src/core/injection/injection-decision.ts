import type { IamraCode } from '../errors/catalogue.ts';
import type { JsonPatchOperation } from '../json-patch/operation.ts';

/** What becomes of a pod. */
export type InjectionDecision =
  | {
      readonly kind: 'inject';
      readonly patch: readonly JsonPatchOperation[];
      readonly warnings: readonly InjectionNotice[];
    }
  | {
      readonly kind: 'skip';
      readonly reason: SkipReason;
      readonly warnings: readonly InjectionNotice[];
    }
  | { readonly kind: 'refuse'; readonly problems: readonly InjectionNotice[] };

/** Why a pod is left as it is; stable, for metric labels and logs. */
export type SkipReason =
  | 'not_opted_in'
  | 'opted_out'
  | 'excluded_namespace'
  | 'mirror_pod'
  | 'already_injected';

/** A refusal or a warning; the code is stable, for metric labels and docs. */
export interface InjectionNotice {
  readonly code: IamraCode;
  /** One sentence that names the container, key or field. */
  readonly message: string;
  readonly fix: string;
}
