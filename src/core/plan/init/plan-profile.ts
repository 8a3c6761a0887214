import { wantedAttributeMappings } from '../../anywhere/profile.ts';
import { fieldDetail, missingTags, policyDetails, tagDetails } from './diff-details.ts';
import { futureRoleArn } from './future-role-arn.ts';
import type { InitStep, PlannedResource, Repair } from './init-step.ts';
import type { InitObservation, InitTarget, ObservedProfile, TargetRole } from './init-target.ts';
import { mappingRepairs, mappingText, putMapping } from './plan-attribute-mappings.ts';
import { absent, existing } from './planned-resource.ts';
import { isSessionPolicyRight, wantedSessionPolicy } from './session-policy.ts';

/** The Roles Anywhere profile: enabled, with our roles, explicit mappings and session names. */
export function planProfile(target: InitTarget, observed: InitObservation): PlannedResource {
  const kind = 'profile';
  const { profile } = target;
  const resource = `Roles Anywhere profile ${profile.name}`;
  const found = observed.profile;
  if (found !== undefined) {
    const repairs = [
      ...updates(target, observed, found, resource),
      ...mappingRepairs(found.attributeMappings),
    ];
    return existing(kind, resource, repairs);
  }
  const details = [
    ...target.roles.map(({ name }) => `role ${name}`),
    `sessions of ${profile.durationSeconds} s`,
    ...(profile.sessionPolicy === undefined
      ? []
      : policyDetails('session policy', undefined, profile.sessionPolicy)),
    ...profile.managedPolicyArns.map((arn) => `limited by ${arn}`),
    ...wantedAttributeMappings.map(mappingText),
  ];
  const create: InitStep = { kind: 'create-profile', title: `Create ${resource}` };
  return absent(kind, resource, details, [create, ...wantedAttributeMappings.map(putMapping)]);
}

function updates(
  target: InitTarget,
  observed: InitObservation,
  found: ObservedProfile,
  resource: string,
): Repair[] {
  const differences = [
    ...fieldDifferences(target, found),
    ...roleDifferences(target, observed, found),
    ...policyDifferences(target, found),
  ];
  const tags = missingTags(target.tags, found.tags);
  const all: (Repair | false)[] = [
    differences.length > 0 && {
      step: { kind: 'update-profile', title: `Update ${resource}` },
      details: differences,
    },
    !found.enabled && {
      step: { kind: 'enable-profile', title: `Enable ${resource}` },
      details: [fieldDetail('enabled', false, true)],
    },
    Object.keys(tags).length > 0 && {
      step: { kind: 'tag-profile', title: `Tag ${resource}`, tags },
      details: tagDetails(tags, found.tags),
    },
  ];
  return all.filter((repair) => repair !== false);
}

function fieldDifferences({ profile }: InitTarget, found: ObservedProfile): string[] {
  const { name, durationSeconds, acceptRoleSessionName } = found;
  const details: string[] = [];
  if (name !== profile.name) details.push(fieldDetail('name', name, profile.name));
  if (durationSeconds !== profile.durationSeconds) {
    details.push(fieldDetail('sessions', `${durationSeconds} s`, `${profile.durationSeconds} s`));
  }
  if (!acceptRoleSessionName) details.push(fieldDetail('acceptRoleSessionName', false, true));
  return details;
}

function roleDifferences(
  target: InitTarget,
  observed: InitObservation,
  found: ObservedProfile,
): string[] {
  const arnOf = (wanted: TargetRole): string =>
    observed.roles.find(({ role }) => role.name === wanted.name)?.role.arn ??
    futureRoleArn(target, wanted);
  return target.roles
    .filter((role) => !found.roleArns.includes(arnOf(role)))
    .map(({ name }) => `role ${name}: added`);
}

function policyDifferences({ profile }: InitTarget, found: ObservedProfile): string[] {
  const wanted = wantedSessionPolicy(profile, found.sessionPolicy);
  const sessionPolicy = isSessionPolicyRight(profile, found.sessionPolicy)
    ? []
    : policyDetails('session policy', found.sessionPolicy, wanted);
  const isGone = profile.sessionPolicy === undefined && sessionPolicy.length > 0;
  const added = profile.managedPolicyArns.filter((arn) => !found.managedPolicyArns.includes(arn));
  const removed = found.managedPolicyArns.filter((arn) => !profile.managedPolicyArns.includes(arn));
  return [
    ...sessionPolicy,
    ...(isGone ? ['  (AWS has no call that takes it away: this one limits nothing)'] : []),
    ...added.map((arn) => `limited by ${arn}: added`),
    ...removed.map((arn) => `limited by ${arn}: removed`),
  ];
}
