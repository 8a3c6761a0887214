import { maximumRolesPerProfile } from '../../anywhere/profile.ts';
import {
  maximumInlinePolicyLength,
  maximumTagsOfRole,
  maximumTrustPolicyLength,
} from '../../anywhere/role.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { policyLength } from '../../iam/policy-length.ts';
import { parseServiceAccountName } from '../../identity/service-account.ts';
import { maximumIdentityLength, spiffeId } from '../../identity/spiffe-id.ts';
import type { InitObservation, InitTarget, TargetRole } from './init-target.ts';
import { profileFields } from './profile-fields.ts';
import { roleTrustPolicyText } from './role-trust-policy-text.ts';

/** STS takes no longer policy with a session. */
const maximumSessionPolicyLength = 2048;

/** Refuses what AWS can't hold, before anything is changed. @throws {IamraError} IAMRA213 */
export function refuseOverLimits(target: InitTarget, observed: InitObservation): void {
  refuseTooManyRoles(target, observed);
  const sessionPolicy = target.profile.sessionPolicy ?? '';
  if (policyLength(sessionPolicy) > maximumSessionPolicyLength) {
    throw tooLong('The session policy', policyLength(sessionPolicy), maximumSessionPolicyLength);
  }
  for (const role of target.roles) {
    refuseLongIdentity(target, role);
    refuseLongTrustPolicy(target, observed, role);
    refuseLongInlinePolicies(role);
    if (Object.keys(role.tags).length > maximumTagsOfRole) {
      throw limit(
        `Role ${role.name} would have more than ${maximumTagsOfRole} tags.`,
        'take fewer tags',
      );
    }
  }
}

function refuseTooManyRoles(target: InitTarget, { profile, roles }: InitObservation): void {
  const arns = target.roles.map(
    ({ name, arn }) => roles.find(({ role }) => role.name === name)?.role.arn ?? arn ?? name,
  );
  const { roleArns } = profileFields(target.profile, arns, profile);
  if (roleArns.length <= maximumRolesPerProfile) return;
  throw limit(`A Roles Anywhere profile takes ${maximumRolesPerProfile} roles at most.`);
}

function refuseLongIdentity({ cluster }: InitTarget, role: TargetRole): void {
  const tooLongOne = role.serviceAccounts.find((text) => {
    const account = parseServiceAccountName(text);
    return account !== undefined && spiffeId(cluster, account).length > maximumIdentityLength;
  });
  if (tooLongOne === undefined) return;
  throw limit(
    `The identity of ServiceAccount ${tooLongOne} is longer than ${maximumIdentityLength} characters: AWS would drop it.`,
  );
}

function refuseLongTrustPolicy(
  target: InitTarget,
  observed: InitObservation,
  role: TargetRole,
): void {
  const anchor = observed.trustAnchor?.arn ?? anchorArnOfThisLength(target);
  const before = observed.roles.find((found) => found.role.name === role.name)?.role.trustPolicy;
  const length = policyLength(roleTrustPolicyText(target, role, anchor, before));
  if (length <= maximumTrustPolicyLength) return;
  throw tooLong(
    `The trust policy of role ${role.name}`,
    length,
    maximumTrustPolicyLength,
    'spread the ServiceAccounts over several roles',
  );
}

function refuseLongInlinePolicies({ name, inlinePolicies }: TargetRole): void {
  const length = policyLength(inlinePolicies.map(({ document }) => document).join(''));
  if (length <= maximumInlinePolicyLength) return;
  throw tooLong(
    `The policy files of role ${name} together`,
    length,
    maximumInlinePolicyLength,
    'make a managed policy of a part, and give its ARN',
  );
}

function anchorArnOfThisLength({ partition, region, account }: InitTarget): string {
  return `arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/${'0'.repeat(36)}`;
}

function tooLong(what: string, length: number, maximum: number, fix?: string): IamraError {
  return limit(`${what} would have ${length} characters; AWS takes ${maximum}.`, fix);
}

function limit(message: string, fix?: string): IamraError {
  return new IamraError('IAMRA213', message, fix === undefined ? {} : { fix });
}
