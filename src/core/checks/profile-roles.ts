import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Check } from './check.ts';
import type { CredentialDemand } from './doctor-facts.ts';
import { type Finding, failure } from './finding.ts';
import { nameAccount, noDemand, roleName } from './name-demand.ts';

/** The profile lists each role that is asked for through it. */
export const profileRoles: Check<'demands' | 'profiles'> = {
  name: 'profile-roles',
  category: 'aws',
  title: 'The Roles Anywhere profile lists the roles',
  codes: ['IAMRA227'],
  needs: ['demands', 'profiles'],
  judge: ({ demands, profiles }) =>
    demands.length === 0 ? noDemand : { findings: judgeProfileRoles(demands, profiles) },
};

export function judgeProfileRoles(
  demands: readonly CredentialDemand[],
  profiles: ReadonlyMap<string, RolesAnywhereProfile | undefined>,
): Finding[] {
  const seen = new Set<string>();
  return demands.flatMap((demand) => {
    const { roleArn, profileArn, source } = demand;
    const profile = profiles.get(profileArn);
    const key = `${profileArn} ${roleArn}`;
    if (profile === undefined || profile.roleArns.includes(roleArn) || seen.has(key)) return [];
    seen.add(key);
    const message = `Roles Anywhere profile ${profile.name} does not list ${roleArn}, which ${source} asks for.`;
    const fix = `iamra role add ${roleName(roleArn)} --service-account ${nameAccount(demand)}`;
    return [failure('IAMRA227', message, fix)];
  });
}
