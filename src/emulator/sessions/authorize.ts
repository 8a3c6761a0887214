import { principalTags } from '../../core/pki/principal-tags.ts';
import { sourceIdentity } from '../../core/pki/source-identity.ts';
import type { Authenticated } from './authenticate.ts';
import type { SessionGrant } from './issue-session.ts';
import {
  checkRoleInProfile,
  checkSessionName,
  chooseDuration,
  findRole,
  findSessionProfile,
} from './resource-checks.ts';
import type { SessionInput } from './session-input.ts';
import { checkTrustPolicy } from './trust-policy-check.ts';

/** What a proved caller gets, one check after the other. @throws {ServiceError} at the first that fails */
export function authorize(input: SessionInput, authenticated: Authenticated): SessionGrant {
  const { account, certificate } = authenticated;
  const profile = findSessionProfile(input.profileArn, account);
  checkRoleInProfile(input.roleArn, profile);
  checkSessionName(input, profile);
  const role = findRole(input.roleArn, account);
  const durationSeconds = chooseDuration(input, profile, role);

  const { tags, dropped } = principalTags(certificate, profile.attributeMappings);
  const grant = {
    role,
    durationSeconds,
    sessionName: input.roleSessionName ?? certificate.serialNumber,
    sourceIdentity: sourceIdentity(certificate),
    tags,
    packedPolicySize: packedPolicySize(tags, profile.sessionPolicy),
  };
  checkTrustPolicy(grant, dropped, authenticated);
  return grant;
}

const packedPolicyLimit = 2048;

/** Per cent of what STS takes; AWS packs in a form that it doesn't tell, so this is the plain size. */
function packedPolicySize(tags: Readonly<Record<string, string>>, sessionPolicy = ''): number {
  const size = sessionPolicy.length + Object.entries(tags).flat().join('').length;
  return Math.ceil((100 * size) / packedPolicyLimit);
}
