import { parseArn } from '../../../src/core/arn.ts';
import { formatWholeSeconds } from '../../../src/core/session/timestamp.ts';
import type { HeldSession } from '../session/session-keeper.ts';
import { jsonReply, type Reply } from './reply.ts';

/** The answers that hold a session's credentials. */
export interface CredentialDocuments {
  /** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
  readonly container: Reply;
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html */
  readonly instanceMetadata: Reply;
}

/** Renders each session once, however often it is asked for. */
export function credentialDocuments(
  roleArn: string,
): (session: HeldSession) => CredentialDocuments {
  let rendered: (CredentialDocuments & { readonly session: HeldSession }) | undefined;
  return (session) => {
    if (rendered?.session !== session) rendered = { session, ...render(session, roleArn) };
    return rendered;
  };
}

function render(
  { credentials, issuedAt, expiresAt }: HeldSession,
  roleArn: string,
): CredentialDocuments {
  const shared = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    Expiration: formatWholeSeconds(expiresAt),
  };
  const AccountId = parseArn(credentials.assumedRoleArn)?.account;
  return {
    container: jsonReply(200, { ...shared, AccountId, RoleArn: roleArn }),
    instanceMetadata: jsonReply(200, {
      Code: 'Success',
      LastUpdated: formatWholeSeconds(issuedAt),
      Type: 'AWS-HMAC',
      ...shared,
    }),
  };
}
