import type { EmulatedAccount } from './emulated-account.ts';
import { pythonProgram } from './python-program.ts';
import { runForJson } from './run-program.ts';
import type { SigningFiles } from './workload.ts';

export interface SessionOptions {
  /** The role that the account lists, if none is named. */
  readonly roleArn?: string;
  /** What to change after the peer signed. */
  readonly forge?: 'signature' | 'body';
}

/** What iam-rolesanywhere-session got: an identity, or a refusal. */
export async function requestSession(
  account: EmulatedAccount,
  { certificate, chain, privateKey }: SigningFiles,
  { roleArn = account.roleArn, forge }: SessionOptions = {},
): Promise<unknown> {
  const { trustAnchorArn, profileArn, region, caFile, environment } = account;
  return runForJson(await pythonProgram('current', 'roles_anywhere_session.py'), {
    environment,
    input: {
      ...{ trustAnchorArn, profileArn, roleArn, certificate, chain, privateKey },
      ...{ region, caFile, endpoint: new URL(account.url).host, forge: forge ?? null },
    },
  });
}
