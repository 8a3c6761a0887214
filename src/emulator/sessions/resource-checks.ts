import { sessionSeconds } from '../../core/access/session-seconds.ts';
import { parseArn } from '../../core/arn.ts';
import type { EmulatorAccount } from '../account.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';
import type { ProfileRecord, RoleRecord, TrustAnchorRecord } from '../state.ts';
import type { SessionInput } from './session-input.ts';

/** The enabled trust anchor of that ARN in the region. @throws {ServiceError} */
export function findTrustAnchor(arn: string, account: EmulatorAccount): TrustAnchorRecord {
  const anchor = account.state.trustAnchors.find((record) => record.arn === arn);
  const why = unusable(anchor, arn, account);
  if (anchor !== undefined && why === undefined) return anchor;
  throw new ServiceError(
    'ResourceNotFoundException',
    "Specified Trust Anchor wasn't found.",
    `${arn} ${why ?? ''}`,
  );
}

/** The enabled profile of that ARN in the region. @throws {ServiceError} */
export function findSessionProfile(arn: string, account: EmulatorAccount): ProfileRecord {
  const profile = account.state.profiles.find((record) => record.arn === arn);
  const why = unusable(profile, arn, account);
  if (profile !== undefined && why === undefined) return profile;
  throw denied('Invalid or empty profile provided.', `${arn} ${why ?? ''}`);
}

export function checkRoleInProfile(roleArn: string, profile: ProfileRecord): void {
  if (profile.roleArns.includes(roleArn)) return;
  throw denied(
    "Requested Role isn't one of those listed in the Profile.",
    `profile ${profile.name} does not list ${roleArn}`,
  );
}

export function checkSessionName({ roleSessionName }: SessionInput, profile: ProfileRecord): void {
  if (roleSessionName === undefined || profile.acceptRoleSessionName) return;
  throw denied(
    'Not authorized to set roleSessionName',
    `profile ${profile.name} has acceptRoleSessionName false`,
  );
}

/** The role of that ARN. @throws {ServiceError} */
export function findRole(arn: string, { state }: EmulatorAccount): RoleRecord {
  const role = state.roles.find((record) => record.arn === arn);
  if (role === undefined) throw unableToAssume(arn, 'there is no such role');
  return role;
}

/** The shorter of what profile and request say. @throws {ServiceError} where the role allows less */
export function chooseDuration(
  { durationSeconds }: SessionInput,
  profile: ProfileRecord,
  role: RoleRecord,
): number {
  const { seconds, allowed } = sessionSeconds({
    requested: durationSeconds,
    profile: profile.durationSeconds,
    role: role.maxSessionDuration,
  });
  if (allowed) return seconds;
  throw denied(
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    `${seconds} s asked, ${role.maxSessionDuration} s allowed`,
  );
}

/** AWS's one answer to whatever keeps a role from being assumed. */
export function unableToAssume(roleArn: string, explanation: string): ServiceError {
  return denied(`Unable to assume role for ${roleArn}`, explanation);
}

function unusable(
  record: { readonly enabled: boolean } | undefined,
  arn: string,
  account: EmulatorAccount,
): string | undefined {
  if (record === undefined) return 'does not exist';
  if (parseArn(arn)?.region !== account.region) return `is not in ${account.region}`;
  return record.enabled ? undefined : 'is disabled';
}

function denied(message: string, explanation: string): ServiceError {
  return new ServiceError('AccessDeniedException', message, explanation);
}
