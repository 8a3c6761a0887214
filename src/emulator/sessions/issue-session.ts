import { randomBytes, randomInt } from 'node:crypto';
import type { EmulatorAccount } from '../account.ts';
import { queryTimestamp } from '../query/query-timestamp.ts';
import type { RoleRecord, SessionRecord } from '../state.ts';

/** A session that may be issued. */
export interface SessionGrant {
  readonly role: RoleRecord;
  readonly durationSeconds: number;
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Per cent. */
  readonly packedPolicySize: number;
}

/** Issues temporary credentials, which STS knows from now on. */
export function issueSession(grant: SessionGrant, account: EmulatorAccount): SessionRecord {
  const { role, sessionName } = grant;
  const lifetimeSeconds = account.issueSeconds ?? grant.durationSeconds;
  const expiresAt = new Date(account.now().getTime() + lifetimeSeconds * 1000);
  const session: SessionRecord = {
    accessKeyId: temporaryAccessKeyId(),
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(258).toString('base64'),
    expiresAt: queryTimestamp(expiresAt),
    assumedRoleArn: `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${sessionName}`,
    assumedRoleId: `${role.id}:${sessionName}`,
    roleName: role.name,
    tags: { ...grant.tags },
    ...(grant.sourceIdentity === undefined ? {} : { sourceIdentity: grant.sourceIdentity }),
  };
  account.state.sessions.push(session);
  return session;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function temporaryAccessKeyId(): string {
  const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]);
  return `ASIA${letters.join('')}`;
}
