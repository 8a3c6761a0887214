import { maximumRolesPerProfile } from '../../anywhere/profile.ts';
import { maximumTrustPolicyLength } from '../../anywhere/role.ts';
import { isOwnedBy } from '../../anywhere/tags.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { parseServiceAccountName } from '../../identity/service-account.ts';
import { maximumIdentityLength, spiffeId } from '../../identity/spiffe-id.ts';
import type { Change } from '../change.ts';
import type { InitStep, PlannedResource } from './init-step.ts';
import type { InitObservation, InitTarget } from './init-target.ts';
import { planProfile } from './plan-profile.ts';
import { planRole } from './plan-role.ts';
import { planTrustAnchor } from './plan-trust-anchor.ts';
import { roleTrustPolicyText } from './role-trust-policy-text.ts';

export interface InitPlan {
  readonly changes: readonly Change[];
  /** In the order in which AWS needs them. */
  readonly steps: readonly InitStep[];
}

/**
 * What has to be written so that AWS is as `target` says.
 * @throws {IamraError} IAMRA206 for a role that isn't ours, IAMRA213 where a limit of AWS would be passed
 */
export function planInit(target: InitTarget, observed: InitObservation): InitPlan {
  refuseForeignRoles(target, observed);
  refuseWhatAwsCannotHold(target, observed);
  const planned = [
    planCa(target, observed),
    planTrustAnchor(target, observed),
    ...target.roles.map((role) => planRole(target, observed, role)),
    planProfile(target, observed),
  ];
  return {
    changes: planned.map(({ change }) => change),
    steps: planned.flatMap(({ steps }) => steps),
  };
}

function planCa(target: InitTarget, observed: InitObservation): PlannedResource {
  const resource = `workload CA of cluster ${target.cluster}`;
  const place = observed.caPlace === undefined ? [] : [`in ${observed.caPlace}`];
  if (observed.hasCa || observed.trustAnchor !== undefined) {
    const details = observed.hasCa ? place : [];
    return { change: { action: 'keep', resource, details }, steps: [] };
  }
  return {
    change: {
      action: 'create',
      resource,
      details: ['EC P-256, 10 years, path length 0', ...place, 'AWS never sees its private key'],
    },
    steps: [{ kind: 'create-ca', title: `Create the ${resource}` }],
  };
}

function refuseForeignRoles(target: InitTarget, observed: InitObservation): void {
  const foreign = observed.roles.find(({ role }) => !isOwnedBy(role.tags, target.cluster));
  if (foreign === undefined) return;
  throw new IamraError(
    'IAMRA206',
    `Role ${foreign.role.name} exists and does not carry the tags of iamra for cluster ${target.cluster}; it is left as it is.`,
  );
}

function refuseWhatAwsCannotHold(target: InitTarget, observed: InitObservation): void {
  const roleArns = new Set(observed.profile?.roleArns ?? []);
  const added = target.roles.filter(
    ({ name }) => ![...roleArns].some((arn) => arn.endsWith(`/${name}`)),
  );
  if (roleArns.size + added.length > maximumRolesPerProfile) {
    throw limit(`A Roles Anywhere profile takes ${maximumRolesPerProfile} roles at most.`);
  }
  for (const role of target.roles) {
    const tooLong = role.serviceAccounts.find((text) => isTooLong(target.cluster, text));
    if (tooLong !== undefined) {
      throw limit(
        `The identity of ServiceAccount ${tooLong} is longer than ${maximumIdentityLength} characters: AWS would drop it.`,
      );
    }
    const anchor = observed.trustAnchor?.arn ?? anchorArnOfThisLength(target);
    const before = observed.roles.find((found) => found.role.name === role.name)?.role.trustPolicy;
    const { length } = roleTrustPolicyText(role, target.cluster, anchor, before);
    if (length > maximumTrustPolicyLength) {
      throw limit(
        `The trust policy of role ${role.name} would have ${length} characters; IAM takes ${maximumTrustPolicyLength}.`,
        'spread the ServiceAccounts over several roles',
      );
    }
  }
}

function isTooLong(cluster: string, text: string): boolean {
  const account = parseServiceAccountName(text);
  return account !== undefined && spiffeId(cluster, account).length > maximumIdentityLength;
}

function anchorArnOfThisLength(target: InitTarget): string {
  const uuid = '0'.repeat(36);
  return `arn:${target.partition}:rolesanywhere:${target.region}:${target.account}:trust-anchor/${uuid}`;
}

function limit(message: string, fix?: string): IamraError {
  return new IamraError('IAMRA213', message, fix === undefined ? {} : { fix });
}
