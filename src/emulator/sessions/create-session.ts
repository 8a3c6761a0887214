import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest } from '../exchange.ts';
import { type Authenticated, authenticate } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { issueSession } from './issue-session.ts';
import { readSessionInput, type SessionInput } from './session-input.ts';
import { recordSubject } from './subject-record.ts';

/**
 * The answer to CreateSession: who asks is proved first, what he may become second.
 * @throws {ServiceError} in AWS's words
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
 */
export function createSession(request: EmulatorRequest, account: EmulatorAccount): object {
  const input = readSessionInput(request);
  const authenticated = authenticate(request, input, account);
  const subjectArn = recordSubject(authenticated, { failed: true });
  const answer = authorizedAnswer(input, authenticated);
  recordSubject(authenticated, { failed: false });
  return { credentialSet: [answer], subjectArn };
}

function authorizedAnswer(input: SessionInput, authenticated: Authenticated): object {
  const { account } = authenticated;
  const grant = authorize(input, authenticated);
  const session = issueSession(grant, account);
  return {
    assumedRoleUser: { arn: session.assumedRoleArn, assumedRoleId: session.assumedRoleId },
    credentials: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiration: session.expiresAt,
    },
    packedPolicySize: grant.packedPolicySize,
    roleArn: grant.role.arn,
    sourceIdentity: grant.sourceIdentity,
  };
}
