import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget } from './init-target.ts';
import { absent } from './planned-resource.ts';

/** The CA of the workloads: made where there is none, and no trust anchor that has one. */
export function planCa(target: InitTarget, observed: InitObservation): PlannedResource {
  const kind = 'workload-ca';
  const resource = `workload CA of cluster ${target.cluster}`;
  const place = observed.caPlace === undefined ? [] : [`in ${observed.caPlace}`];
  if (observed.hasCa === true || observed.trustAnchor !== undefined) {
    const details = observed.hasCa === true ? place : [];
    return { kind, change: { action: 'keep', resource, details }, steps: [] };
  }
  const step: InitStep = { kind: 'create-ca', title: `Create the ${resource}` };
  const details = ['EC P-256, 10 years, path length 0', ...place, 'AWS never sees its private key'];
  return absent(kind, resource, details, [step]);
}
