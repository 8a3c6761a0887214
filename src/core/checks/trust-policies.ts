import { rolesAnywhereRequest } from '../access/roles-anywhere-request.ts';
import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { Role } from '../anywhere/role.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import { evaluateTrustPolicy } from '../iam/evaluate-trust-policy.ts';
import { tryParsePolicy } from '../iam/try-parse-policy.ts';
import type { Check } from './check.ts';
import type { CredentialDemand } from './doctor-facts.ts';
import { type Finding, failure, warning } from './finding.ts';
import { nameAccount, noDemand } from './name-demand.ts';
import { sessionContext } from './session-context.ts';

/** Each role's trust policy, asked for each ServiceAccount that is to get the role. */
export const trustPolicies: Check<'demands' | 'roles' | 'profiles' | 'trustAnchors'> = {
  name: 'trust-policies',
  category: 'aws',
  title: 'The roles trust the ServiceAccounts that ask for them',
  codes: ['IAMRA232'],
  needs: ['demands', 'roles', 'profiles', 'trustAnchors'],
  judge: (facts) =>
    facts.demands.length === 0 ? noDemand : { findings: judgeTrustPolicies(facts) },
};

export interface TrustFacts {
  readonly demands: readonly CredentialDemand[];
  readonly roles: ReadonlyMap<string, Role | undefined>;
  readonly profiles: ReadonlyMap<string, RolesAnywhereProfile | undefined>;
  readonly trustAnchors: ReadonlyMap<string, TrustAnchor | undefined>;
}

/** Demands whose role, profile or trust anchor is missing are left out: other checks tell of them. */
export function judgeTrustPolicies(facts: TrustFacts): Finding[] {
  const found = facts.demands.flatMap((demand) => {
    const role = facts.roles.get(demand.roleArn);
    const profile = facts.profiles.get(demand.profileArn);
    const anchor = facts.trustAnchors.get(demand.trustAnchorArn);
    if (role === undefined || profile === undefined || anchor === undefined) return [];
    return judgeDemand(demand, { role, profile, anchor }) ?? [];
  });
  return [...new Map(found.map((finding) => [finding.message, finding])).values()];
}

interface Parties {
  readonly role: Role;
  readonly profile: RolesAnywhereProfile;
  readonly anchor: TrustAnchor;
}

function judgeDemand(demand: CredentialDemand, parties: Parties): Finding | undefined {
  const { role, profile, anchor } = parties;
  const policy = tryParsePolicy(role.trustPolicy);
  if (typeof policy === 'string') {
    const message = `The trust policy of role ${role.name} cannot be read: ${policy}.`;
    return warning('IAMRA232', message);
  }
  const context = sessionContext(demand, profile, anchor);
  const decision = evaluateTrustPolicy(policy, rolesAnywhereRequest(context));
  const account = nameAccount(demand);
  switch (decision.outcome) {
    case 'allowed':
      return undefined;
    case 'denied':
      return failure(
        'IAMRA232',
        `Role ${role.name} refuses ${decision.action} to ServiceAccount ${account}: ${decision.reason}.`,
        `iamra role add ${role.name} --service-account ${account}`,
      );
    case 'unsupported':
      return warning(
        'IAMRA232',
        `Whether role ${role.name} trusts ServiceAccount ${account} cannot be told: ${decision.reason}.`,
      );
  }
}
