import { fromIni } from '@aws-sdk/credential-providers';
import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { isNetworkFault } from '../aws-error.ts';
import type { AwsSettings } from '../aws-settings.ts';
import { profileName, readSharedConfig, type SharedConfig } from '../reach/shared-config.ts';
import { unknownProfile } from './unknown-profile.ts';

/** Says why there are no credentials, with the command that gets them; a network fault stays as it is. */
export async function explainCredentials(settings: AwsSettings, error: unknown): Promise<unknown> {
  if (IamraError.is(error) || isNetworkFault(error)) return error;
  const config = await readSharedConfig();
  const name = profileName(settings.profile, settings.environment);
  const isNamed = settings.profile !== undefined || name !== 'default';
  if (config.profiles[name] === undefined) {
    return isNamed ? unknownProfile(name, config) : noCredentials(error);
  }
  const reason = await reasonOf(name, error);
  const source = sourceProfile(name, config);
  return (
    missingSession(source, config) ??
    loginError(source, config, reason, error) ??
    mfaError(name, reason, error) ??
    (hasCredentials(config, name) ? unusable(name, reason, error) : noCredentials(error, name))
  );
}

function noCredentials(cause: unknown, profile?: string): IamraError {
  const where =
    profile === undefined
      ? 'neither the environment nor a profile of the AWS CLI has any'
      : `AWS CLI profile “${profile}” has none, nor has the environment`;
  return new IamraError('IAMRA201', `No AWS credentials were found: ${where}.`, { cause });
}

const generalWords = /^Could not load credentials from any providers/;

/** The chain of the SDK keeps to itself what was wrong with the profile. */
async function reasonOf(profile: string, error: unknown): Promise<string> {
  const message = errorMessage(error);
  if (!generalWords.test(message)) return message;
  const closer = await fromIni({ profile })().catch(errorMessage);
  return typeof closer === 'string' ? closer : message;
}

/** Where a chain of roles begins. */
function sourceProfile(name: string, { profiles }: SharedConfig): string {
  const seen = new Set<string>();
  let current = name;
  for (;;) {
    seen.add(current);
    const next = profiles[current]?.['source_profile'];
    if (next === undefined || seen.has(next) || profiles[next] === undefined) return current;
    current = next;
  }
}

function missingSession(
  profile: string,
  { profiles, ssoSessions }: SharedConfig,
): IamraError | undefined {
  const session = profiles[profile]?.['sso_session'];
  if (session === undefined || ssoSessions.includes(session)) return undefined;
  return new IamraError(
    'IAMRA290',
    `AWS CLI profile “${profile}” names SSO session “${session}”, which the AWS CLI's config file does not have.`,
    { fix: `aws configure sso --profile ${profile}` },
  );
}

function loginError(
  profile: string,
  { profiles }: SharedConfig,
  reason: string,
  cause: unknown,
): IamraError | undefined {
  const { sso_session, sso_start_url, login_session } = profiles[profile] ?? {};
  const isSso = sso_session !== undefined || sso_start_url !== undefined;
  if (!isSso && login_session === undefined) return undefined;
  const what = isSso ? 'SSO session' : 'login';
  return new IamraError(
    'IAMRA202',
    `The ${what} of AWS CLI profile “${profile}” has expired, or was never begun: ${reason}`,
    { fix: `aws ${isSso ? 'sso login' : 'login'} --profile ${profile}`, cause },
  );
}

function mfaError(profile: string, reason: string, cause: unknown): IamraError | undefined {
  if (/multi-factor authentication/i.test(reason)) {
    return new IamraError(
      'IAMRA288',
      `AWS CLI profile “${profile}” asks for an MFA code, and nobody is here to give it.`,
      {
        fix: `eval "$(aws configure export-credentials --profile ${profile} --format env)"`,
        cause,
      },
    );
  }
  if (!/MultiFactorAuthentication failed/i.test(reason)) return undefined;
  return new IamraError('IAMRA288', `AWS does not take the MFA code: ${reason}`, {
    fix: 'run the command again with the next code of the device; each works once',
    cause,
  });
}

const sources = [
  'aws_access_key_id',
  'credential_process',
  'role_arn',
  'source_profile',
  'web_identity_token_file',
];

function hasCredentials({ profiles }: SharedConfig, name: string): boolean {
  return sources.some((key) => profiles[name]?.[key] !== undefined);
}

function unusable(profile: string, reason: string, cause: unknown): IamraError {
  return new IamraError(
    'IAMRA290',
    `AWS CLI profile “${profile}” gives no credentials: ${reason.trim()}`,
    { fix: `aws sts get-caller-identity --profile ${profile}, until it answers`, cause },
  );
}
