import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { ServiceError, serviceErrorResponse } from '../roles-anywhere/service-error.ts';
import { createSession } from './create-session.ts';

/** `POST /sessions`: the one operation that is signed by a certificate. */
export function handleCreateSession(
  request: EmulatorRequest,
  account: EmulatorAccount,
): EmulatorResponse {
  try {
    return {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(createSession(request, account)),
    };
  } catch (error) {
    if (error instanceof ServiceError) return serviceErrorResponse(error);
    throw error;
  }
}
