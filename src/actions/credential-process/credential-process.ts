import { CertificateFiles } from '../../../webhook/agent/session/certificate-files.ts';
import { createPost } from '../../../webhook/agent/session/post.ts';
import { SessionClient } from '../../../webhook/agent/session/session-client.ts';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { SessionCredentials } from '../../core/session/credentials.ts';
import type { SigningIdentity } from '../../core/session/signing-identity.ts';
import { formatWholeSeconds } from '../../core/session/timestamp.ts';
import { poll } from '../poll.ts';
import { askForSession } from './ask-for-session.ts';
import { forHost } from './host-fixes.ts';
import { type SessionSettings, sessionInput } from './session-settings.ts';

export interface CredentialProcessInput extends SessionSettings {
  /** PEM files: the leaf with its intermediates, and its key. */
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/**
 * What AWS SDKs read from a credential process.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export interface ProcessCredentials {
  readonly Version: 1;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: string;
}

const requestTimeoutMilliseconds = 10_000;
// SDKs for Go give a credential process a minute.
const patienceMilliseconds = 45_000;

/**
 * Gives the credentials of one session, by the agent's own code.
 * @throws {IamraError} IAMRA402 and IAMRA403 for the files, IAMRA430 for settings, else why AWS gave no session
 */
export async function credentialProcess(
  context: Context,
  input: CredentialProcessInput,
): Promise<ProcessCredentials> {
  const { environment, terminal, now, signal } = context;
  const warn = (message: string): void => {
    terminal.warn(message);
  };
  const client = new SessionClient({
    input: sessionInput(input, environment),
    post: createPost(requestTimeoutMilliseconds, environment),
    clock: { now: () => now().getTime() },
    log: { info: () => undefined, warn, error: warn },
  });
  try {
    const identity = await readIdentity(input, signal);
    const credentials = await askForSession({
      client,
      identity,
      signal,
      patienceMilliseconds,
      warn,
    });
    return processCredentials(credentials, client.expirySkewMilliseconds);
  } catch (error) {
    throw IamraError.is(error) ? forHost(error) : error;
  }
}

/** Whoever renews the files may write one after the other: for a second, trouble passes by itself. */
async function readIdentity(
  { certificateFile, privateKeyFile }: CredentialProcessInput,
  signal: AbortSignal,
): Promise<SigningIdentity> {
  const files = new CertificateFiles({ certificate: certificateFile, privateKey: privateKeyFile });
  let problem: unknown;
  const read = (): SigningIdentity | undefined => {
    try {
      return files.read();
    } catch (error) {
      problem = error;
      return undefined;
    }
  };
  const options = { seconds: 1, pollMilliseconds: 100, signal };
  const identity = await poll(() => Promise.resolve(read()), options);
  if (identity === undefined) throw problem;
  return identity;
}

/** Its end is told by the clock of this host, which SDKs compare it with. */
function processCredentials(
  { accessKeyId, secretAccessKey, sessionToken, expiration }: SessionCredentials,
  skewMilliseconds: number,
): ProcessCredentials {
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: formatWholeSeconds(new Date(expiration.getTime() - skewMilliseconds)),
  };
}
