import { rolesAnywhereRequest } from '../../access/roles-anywhere-request.ts';
import { sessionSeconds } from '../../access/session-seconds.ts';
import { sessionTags } from '../../access/session-tags.ts';
import { trustContext } from '../../access/trust-context.ts';
import { workloadNames } from '../../access/workload-names.ts';
import type { RolesAnywhereProfile } from '../../anywhere/profile.ts';
import type { Role } from '../../anywhere/role.ts';
import type { TrustAnchor } from '../../anywhere/trust-anchor.ts';
import { evaluateTrustPolicy } from '../../iam/evaluate-trust-policy.ts';
import { tryParsePolicy } from '../../iam/try-parse-policy.ts';
import type { ServiceAccountName } from '../../identity/service-account.ts';
import { readCertificates } from '../../pki/certificate-facts.ts';
import { sourceIdentity } from '../../pki/source-identity.ts';
import { sessionNameOf } from '../../session/session-name.ts';
import type { AwsObservation, InitTarget } from '../init/init-target.ts';

/** Whether a ServiceAccount may assume a role. */
export interface AccountVerdict {
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Empty for a yes. */
  readonly reason: string;
}

type Place = Pick<InitTarget, 'cluster' | 'account'>;

/** What trust anchor, Roles Anywhere profile and the role say to a ServiceAccount. */
export function judgeAccount(
  place: Place,
  { trustAnchor, profile }: Pick<AwsObservation, 'trustAnchor' | 'profile'>,
  role: Role,
  asking: ServiceAccountName,
): AccountVerdict {
  if (trustAnchor?.enabled !== true) return no('there is no enabled trust anchor');
  if (profile?.enabled !== true) return no('there is no enabled Roles Anywhere profile');
  if (!profile.roleArns.includes(role.arn)) {
    return no('the Roles Anywhere profile does not list the role');
  }
  const { durationSeconds } = profile;
  const { maxSessionDuration } = role;
  if (!sessionSeconds({ profile: durationSeconds, role: maxSessionDuration }).allowed) {
    return no(
      `it allows sessions of ${maxSessionDuration} s, and the Roles Anywhere profile gives ${durationSeconds} s`,
    );
  }
  const policy = tryParsePolicy(role.trustPolicy);
  if (typeof policy === 'string') {
    return { answer: 'unknown', reason: `the trust policy cannot be read: ${policy}` };
  }
  const context = contextOf(place, trustAnchor, profile, asking);
  const decision = evaluateTrustPolicy(policy, rolesAnywhereRequest(context));
  if (decision.outcome === 'allowed') return { answer: 'yes', reason: '' };
  return { answer: decision.outcome === 'denied' ? 'no' : 'unknown', reason: decision.reason };
}

function no(reason: string): AccountVerdict {
  return { answer: 'no', reason };
}

function contextOf(
  { cluster, account }: Place,
  trustAnchor: TrustAnchor,
  profile: RolesAnywhereProfile,
  asking: ServiceAccountName,
): Record<string, readonly string[]> {
  const [ca] = readCertificates(trustAnchor.certificates);
  const names = workloadNames(cluster, asking, ca?.subject ?? []);
  return trustContext({
    trustAnchorArn: trustAnchor.arn,
    account,
    sessionName: sessionNameOf(asking.name),
    sourceIdentity: sourceIdentity({ subject: names.subject, serialNumber: '' }),
    tags: sessionTags(names, profile.attributeMappings).tags,
  });
}
