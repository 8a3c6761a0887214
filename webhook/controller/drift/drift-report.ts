import type { Change } from '../../../src/core/plan/change.ts';

/** The kinds of AWS resources that are compared, as metrics name them. */
export const driftKinds = ['trust-anchor', 'profile', 'role'] as const;

export type DriftKind = (typeof driftKinds)[number];

/** What one look at AWS has shown. */
export interface DriftReport {
  /** How many resources were compared. */
  readonly compared: number;
  /** Those that differ from iamra.yaml. */
  readonly drifted: readonly DriftedResource[];
}

/** A resource with what would have to change in it, field by field. */
export interface DriftedResource extends Change {
  readonly kind: DriftKind;
}
