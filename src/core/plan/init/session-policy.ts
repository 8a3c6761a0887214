import { isSamePolicy } from '../../iam/same-policy.ts';
import type { TargetProfile } from './init-target.ts';

const limitsNothing =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

// Beside managed policies one that allows all would undo them; this call needs no permission anyway.
const addsNothing =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:GetCallerIdentity","Resource":"*"}]}';

/**
 * The session policy to send, if any. AWS has no call that takes one away, so that one which is no longer wanted is
 * replaced by one that changes nothing.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_UpdateProfile.html
 */
export function wantedSessionPolicy(
  { sessionPolicy, managedPolicyArns }: TargetProfile,
  found: string | undefined,
): string | undefined {
  if (sessionPolicy !== undefined || found === undefined) return sessionPolicy;
  return managedPolicyArns.length === 0 ? limitsNothing : addsNothing;
}

/** Says whether the session policy is as it should be. */
export function isSessionPolicyRight(profile: TargetProfile, found: string | undefined): boolean {
  const wanted = wantedSessionPolicy(profile, found);
  if (wanted === undefined || found === undefined) return wanted === found;
  return isSamePolicy(wanted, found);
}
