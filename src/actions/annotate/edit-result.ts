import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import type { Change } from '../../core/plan/change.ts';

/** What `annotate` and `unannotate` answer; `--json` prints it as it stands. */
export interface EditsResult {
  readonly context: string;
  /** Null where the change was meant. */
  readonly dryRun: 'client' | 'server' | null;
  readonly objects: readonly EditResult[];
  /** What was not even tried to change. */
  readonly refused: readonly RefusedResult[];
}

/** An object that can't be changed, and why. */
export interface RefusedResult {
  /** `Deployment default/web` */
  readonly object: string;
  readonly error: ShownError;
}

/** What went wrong with one of several objects. */
export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What became of one object. */
export interface EditResult {
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
  /** The change as a merge patch; null where nothing was to do. */
  readonly patch: object | null;
  /** Whose repository the change belongs into: `Argo CD (Application web)`. */
  readonly managedBy: string | null;
  /** `not_awaited` with `--no-wait`, and where Kubernetes does not replace the pods by itself. */
  readonly rollout: 'complete' | 'not_awaited' | 'not_started' | 'failed';
  /** Why it was not changed, or its pods did not come. */
  readonly error: ShownError | null;
  /** What to do for pods to have it: commands and sentences. */
  readonly next: readonly string[];
  readonly notices: readonly InjectionNotice[];
  readonly previews: readonly WorkloadPreview[];
}

/** What would become of one workload's pods. */
export interface WorkloadPreview {
  /** `deployment/web` */
  readonly workload: string;
  /** Who says so: the API server with all that admits pods there, or iamra in its webhook's place. */
  readonly by: 'api_server' | 'iamra';
  readonly outcome: 'injected' | 'left_alone' | 'refused';
  /** Null where the pods stay as they are. */
  readonly diff: string | null;
}
