import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { handleIam } from '../iam/handle-iam.ts';
import { handleRolesAnywhere } from '../roles-anywhere/handle-roles-anywhere.ts';
import { handleCreateSession } from '../sessions/handle-create-session.ts';
import { handleSts } from '../sts/handle-sts.ts';
import { isCreateSession } from './operation-name.ts';
import { serviceOf } from './service-name.ts';

/** Gives a request to the service that it is for. */
export function dispatch(request: EmulatorRequest, account: EmulatorAccount): EmulatorResponse {
  if (isCreateSession(request)) return handleCreateSession(request, account);
  const service = serviceOf(request);
  switch (service) {
    case 'iam':
      return handleIam(request, account);
    case 'sts':
      return handleSts(request, account);
    case 'rolesanywhere':
      return handleRolesAnywhere(request, account);
    default:
      return unknownService(service);
  }
}

function unknownService(service: string): EmulatorResponse {
  const message = `The emulator answers for rolesanywhere, iam and sts, not for ${service}`;
  return {
    status: 501,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotImplemented' },
    body: JSON.stringify({ message }),
    explanation: message,
  };
}
