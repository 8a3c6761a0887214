import type { CaDescription } from '../../../core/pki/describe-ca.ts';
import type { CaSlot } from '../../../core/plan/ca-rotation/rotation-observation.ts';
import type { RotationPhase } from '../../../core/plan/ca-rotation/rotation-phase.ts';

/** What `ca show` answers; `--json` prints it as it stands. */
export interface ShowCaResult {
  readonly cluster: string;
  readonly trustAnchor: { readonly arn: string; readonly name: string; readonly enabled: boolean };
  /** Where the CA that signs is kept; null where neither cluster nor file is at hand. */
  readonly signsIn: string | null;
  readonly cas: readonly ShownCa[];
  /** Null where it is not known what signs. */
  readonly rotation: {
    readonly phase: RotationPhase;
    /** How many certificates are not from the CA that signs; null without a cluster. */
    readonly pendingCertificates: number | null;
  } | null;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

export interface ShownCa extends CaDescription {
  /** Whether the trust anchor holds it. */
  readonly trusted: boolean;
  /** `current`: it signs. */
  readonly keptAs: readonly CaSlot[];
}
