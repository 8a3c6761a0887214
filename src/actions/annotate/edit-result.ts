import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import type { Change } from '../../core/plan/change.ts';

/** What `annotate` and `unannotate` answer; `--json` prints it as it stands. */
export interface EditResult {
  readonly context: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  /** Whose identity the pods have: `NS/NAME`. */
  readonly serviceAccount: string;
  /** Null where it was taken away. */
  readonly roleArn: string | null;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  /** The merge patch; null where nothing was to do. */
  readonly patch: object | null;
  /** `not_awaited` with `--no-wait`, and where Kubernetes does not replace the pods by itself. */
  readonly rollout: 'complete' | 'not_awaited' | 'not_started';
  /** What to do for pods to have it: commands and sentences. */
  readonly next: readonly string[];
  readonly notices: readonly InjectionNotice[];
  readonly previews: readonly WorkloadPreview[];
}

/** What the webhook would make of one workload's pods. */
export interface WorkloadPreview {
  /** `deployment/web` */
  readonly workload: string;
  readonly outcome: 'injected' | 'left_alone' | 'refused';
  /** Null where the pods stay as they are. */
  readonly diff: string | null;
}
