import type { CaDescription } from '../../../core/pki/describe-ca.ts';
import type { RotationPhase } from '../../../core/plan/ca-rotation/rotation-phase.ts';
import type { Change } from '../../../core/plan/change.ts';

/** What `ca rotate` answers; `--json` prints it as it stands. */
export interface RotateResult {
  readonly cluster: string;
  readonly trustAnchorArn: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was to do. */
  readonly applied: boolean;
  readonly phase: RotationPhase;
  /** The CA that signs now. */
  readonly ca: CaDescription | null;
  /** What somebody with access to the cluster has to do before the command is run again. */
  readonly next: readonly string[];
}
