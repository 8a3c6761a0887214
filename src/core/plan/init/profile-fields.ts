import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { TargetProfile } from './init-target.ts';
import { wantedSessionPolicy } from './session-policy.ts';

/** What iamra sends of a Roles Anywhere profile; AWS replaces all that is named. */
export interface ProfileFields {
  readonly name: string;
  readonly roleArns: readonly string[];
  readonly durationSeconds: number;
  readonly acceptRoleSessionName: true;
  readonly sessionPolicy?: string;
  readonly managedPolicyArns: readonly string[];
}

/** The fields of the profile with our roles added to those that it has: others may be somebody else's. */
export function profileFields(
  target: TargetProfile,
  roleArns: readonly string[],
  found?: RolesAnywhereProfile,
): ProfileFields {
  const sessionPolicy = wantedSessionPolicy(target, found?.sessionPolicy);
  return {
    name: target.name,
    roleArns: [...new Set([...(found?.roleArns ?? []), ...roleArns])],
    durationSeconds: target.durationSeconds,
    acceptRoleSessionName: true,
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    managedPolicyArns: target.managedPolicyArns,
  };
}
