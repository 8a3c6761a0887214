import type { PlannedResource } from '../../../../src/core/plan/init/init-step.ts';
import { type DriftedResource, type DriftReport, driftKinds } from '../drift-report.ts';

/** What of a plan is drift: everything in AWS that it would change. */
export function reportDrift(resources: readonly PlannedResource[]): DriftReport {
  const compared = resources.flatMap(({ kind: name, change }): DriftedResource[] => {
    const kind = driftKinds.find((known) => known === name);
    return kind === undefined ? [] : [{ ...change, kind }];
  });
  return { compared: compared.length, drifted: compared.filter(({ action }) => action !== 'keep') };
}
