import type { Change } from '../change.ts';
import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget } from './init-target.ts';
import { planCa } from './plan-ca.ts';
import { planProfile } from './plan-profile.ts';
import { planRole } from './plan-role.ts';
import { planTrustAnchor } from './plan-trust-anchor.ts';
import { planWarnings } from './plan-warnings.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { refuseOverLimits } from './refuse-over-limits.ts';

export interface InitPlan {
  readonly resources: readonly PlannedResource[];
  /** Those of the resources. */
  readonly changes: readonly Change[];
  /** Those of the resources, in the order in which AWS needs them. */
  readonly steps: readonly InitStep[];
  /** What no step mends. */
  readonly warnings: readonly string[];
}

/**
 * What has to be written so that AWS is as `target` says. Pure: the same for `init`, `plan` and the cluster's drift detection.
 * @throws {IamraError} IAMRA206 and IAMRA241 for what isn't ours, IAMRA213 where a limit of AWS would be passed, IAMRA237 for a path that can't change, IAMRA239 for an adopted role that isn't there
 */
export function planInit(target: InitTarget, observed: InitObservation): InitPlan {
  refuseForeign(target, observed);
  refuseOverLimits(target, observed);
  const resources = [
    ...(observed.hasCa === undefined ? [] : [planCa(target, observed)]),
    planTrustAnchor(target, observed),
    ...target.roles.map((role) => planRole(target, observed, role)),
    planProfile(target, observed),
  ];
  return {
    resources,
    changes: resources.map(({ change }) => change),
    steps: resources.flatMap(({ steps }) => steps),
    warnings: planWarnings(target, observed),
  };
}
