import { sessionSeconds } from '../access/session-seconds.ts';
import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import { parseArn } from '../arn.ts';
import type { Check } from './check.ts';
import type { CredentialDemand } from './doctor-facts.ts';
import { type Finding, failure, warning } from './finding.ts';
import { nameAccount, noDemand, roleName } from './name-demand.ts';

/** The roles exist and allow sessions as long as those that are asked for. */
export const roles: Check<'demands' | 'roles' | 'profiles' | 'caller'> = {
  name: 'roles',
  category: 'aws',
  title: 'The roles exist and allow sessions of that length',
  codes: ['IAMRA231', 'IAMRA233'],
  needs: ['demands', 'roles', 'profiles', 'caller'],
  judge: (facts) =>
    facts.demands.length === 0
      ? noDemand
      : { findings: judgeRoles(facts), detail: [...facts.roles.keys()].join(', ') },
};

export interface RoleFacts {
  readonly demands: readonly CredentialDemand[];
  readonly roles: ReadonlyMap<string, Role | undefined>;
  readonly profiles: ReadonlyMap<string, RolesAnywhereProfile | undefined>;
  readonly caller: { readonly account: string };
}

export function judgeRoles(facts: RoleFacts): Finding[] {
  const found = facts.demands.flatMap((demand) => judgeRole(demand, facts) ?? []);
  // Many pods ask for one role: one sentence is enough.
  return [...new Map(found.map((finding) => [finding.message, finding])).values()];
}

function judgeRole(demand: CredentialDemand, facts: RoleFacts): Finding | undefined {
  const { roleArn } = demand;
  const role = facts.roles.get(roleArn);
  if (role !== undefined) return judgeDuration(demand, role, facts);
  const account = parseArn(roleArn)?.account ?? '';
  if (account !== facts.caller.account) {
    const message = `${roleArn} is of account ${account}, which these AWS credentials cannot look into.`;
    return warning('IAMRA231', message, 'iamra doctor --profile NAME, for that account');
  }
  const fix = `iamra role add ${roleName(roleArn)} --service-account ${nameAccount(demand)}`;
  return failure('IAMRA231', `AWS has no role ${roleArn}.`, fix);
}

function judgeDuration(
  { profileArn, sessionSeconds: requested }: CredentialDemand,
  { name, maxSessionDuration }: Role,
  { profiles }: RoleFacts,
): Finding | undefined {
  const limit = profiles.get(profileArn)?.durationSeconds;
  if (limit === undefined) return undefined;
  const { seconds, allowed } = sessionSeconds({
    requested,
    profile: limit,
    role: maxSessionDuration,
  });
  if (allowed) return undefined;
  return failure(
    'IAMRA233',
    `Role ${name} allows sessions of ${maxSessionDuration} s, but ${seconds} s are asked for: AWS refuses them.`,
    `aws iam update-role --role-name ${name} --max-session-duration ${seconds}`,
  );
}
