import type { GitopsOwner } from '../../core/annotate/gitops-owner.ts';
import type { PlannedEdit } from '../../core/annotate/plan-edit.ts';
import type { InjectionNotice } from '../../core/injection/injection-decision.ts';
import type { WorkloadPreview } from './edit-result.ts';
import type { FoundTarget } from './found-target.ts';

/** All that was read, and all that would be written: nothing has been changed yet. */
export interface PreparedEdit {
  readonly found: FoundTarget;
  readonly edit: PlannedEdit;
  /** Says whether the edit may take fields from other managers. */
  readonly forceConflicts: boolean;
  /** `NS/NAME` */
  readonly serviceAccount: string;
  /** Absent where it is taken away. */
  readonly roleArn: string | undefined;
  /** Name of the Certificate that the pods wait for; absent where they need none of iamra's. */
  readonly certificate: string | undefined;
  /** Who would undo the change. */
  readonly gitopsOwner: GitopsOwner | undefined;
  readonly notices: readonly InjectionNotice[];
  readonly previews: readonly WorkloadPreview[];
  /** What gives the pods of a ServiceAccount's workloads the change. */
  readonly restarts: readonly string[];
}
