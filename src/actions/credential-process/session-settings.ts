import { readSessionInput } from '../../../webhook/agent/session/read-session-input.ts';
import { SettingsReader } from '../../../webhook/agent/settings-reader.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { SessionInput } from '../../core/session/create-session-request.ts';
import { allowedSessionName, isSessionName } from '../../core/session/session-name.ts';

/** What a session is asked for, as the flags say it. */
export interface SessionSettings {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  readonly durationSeconds?: number | undefined;
  readonly sessionName?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

const names = {
  trustAnchorArn: '--trust-anchor-arn',
  profileArn: '--ra-profile-arn',
  roleArn: '--role-arn',
  durationSeconds: '--session-duration',
  sessionName: '--session-name',
  endpoint: '--endpoint-url',
} as const;

/**
 * Checks them as the agent checks its own.
 * @throws {IamraError} IAMRA430 with one sentence for each flag that is wrong
 */
export function sessionInput(
  settings: SessionSettings,
  environment: Readonly<Record<string, string | undefined>>,
): SessionInput {
  const reader = new SettingsReader({
    ...environment,
    [names.trustAnchorArn]: settings.trustAnchorArn,
    [names.profileArn]: settings.profileArn,
    [names.roleArn]: settings.roleArn,
    [names.durationSeconds]: settings.durationSeconds?.toString(),
    [names.endpoint]: settings.endpointUrl,
  });
  const input = readSessionInput(reader, names);
  const { sessionName } = settings;
  // An agent makes a name of a pod's; what a user writes is asked for as it stands, or refused.
  if (sessionName !== undefined && !isSessionName(sessionName)) {
    reader.report(`${names.sessionName} must be ${allowedSessionName}, not “${sessionName}”`);
  }
  if (reader.problems.length > 0) throw new IamraError('IAMRA430', reader.sentences());
  return { ...input, sessionName };
}
