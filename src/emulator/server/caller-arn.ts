import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { administratorArn } from '../signature/administrator.ts';
import { isCreateSession } from './operation-name.ts';
import { signatureClaim } from './service-name.ts';

/** Whose access key a request names, or who CreateSession made of a certificate; for the log. */
export function callerArn(
  request: EmulatorRequest,
  response: EmulatorResponse | undefined,
  account: EmulatorAccount,
): string | undefined {
  if (isCreateSession(request)) {
    return response?.status === 201 ? account.state.sessions.at(-1)?.assumedRoleArn : undefined;
  }
  const accessKeyId = signatureClaim(request)?.accessKeyId;
  if (accessKeyId === undefined) return undefined;
  if (accessKeyId === account.administrator.accessKeyId) return administratorArn(account);
  return account.state.sessions.find((session) => session.accessKeyId === accessKeyId)
    ?.assumedRoleArn;
}
