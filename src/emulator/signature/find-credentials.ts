import { timingSafeEqual } from 'node:crypto';
import { sha256Hex } from '../../core/session/canonical-request.ts';
import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import { administratorArn, administratorUserId } from './administrator.ts';
import type { SignatureClaim } from './signature-claim.ts';

/** A caller and the key that proves him. */
export interface Credentials {
  readonly caller: Caller;
  readonly secretAccessKey: string;
  /** Undefined for a long-lived key. */
  readonly expiresAt: string | undefined;
}

/** Whose key a request names; undefined where nobody has it, or its token is another one. */
export function findCredentials(
  { accessKeyId, sessionToken }: SignatureClaim,
  account: EmulatorAccount,
): Credentials | undefined {
  const { administrator, state } = account;
  if (accessKeyId === administrator.accessKeyId) {
    if (sessionToken !== undefined) return undefined;
    return {
      caller: {
        kind: 'administrator',
        arn: administratorArn(account),
        userId: administratorUserId,
      },
      secretAccessKey: administrator.secretAccessKey,
      expiresAt: undefined,
    };
  }
  const session = state.sessions.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (session === undefined || !isSame(session.sessionToken, sessionToken ?? '')) return undefined;
  const { assumedRoleArn: arn, assumedRoleId: userId, secretAccessKey, expiresAt } = session;
  return { caller: { kind: 'session', arn, userId, session }, secretAccessKey, expiresAt };
}

/** Compares secrets in constant time. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
}
