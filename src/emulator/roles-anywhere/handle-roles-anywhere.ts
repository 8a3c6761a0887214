import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { urlParameters } from '../server/query-parameters.ts';
import { signatureClaim } from '../server/service-name.ts';
import { SignatureRefusal } from '../signature/signature-refusal.ts';
import { verifySigV4 } from '../signature/verify-sigv4.ts';
import { findRoute, type Route } from './routes.ts';
import { restJsonError, ServiceError, serviceErrorResponse } from './service-error.ts';

/** The Roles Anywhere control plane, rest-json. */
export function handleRolesAnywhere(
  request: EmulatorRequest,
  account: EmulatorAccount,
): EmulatorResponse {
  try {
    return answer(request, account);
  } catch (error) {
    if (error instanceof ServiceError) return serviceErrorResponse(error);
    if (error instanceof SignatureRefusal) {
      return restJsonError(error.status, error.code, error.message);
    }
    throw error;
  }
}

function answer(request: EmulatorRequest, account: EmulatorAccount): EmulatorResponse {
  const caller = verifySigV4(request, account, 'rolesanywhere');
  const route = findRoute(request.method, request.path);
  if (route === undefined) {
    return restJsonError(404, 'UnknownOperationException', 'Unknown operation');
  }
  demandAdministrator(caller, route);
  const region = signatureClaim(request)?.scope.region ?? account.region;
  const body = route.handle(
    {
      id: route.id,
      query: urlParameters(request),
      body: parseBody(request.body),
    },
    { account: { ...account, region }, caller },
  );
  return {
    status: route.status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** Sessions get roles, and roles are for workloads: none of them runs the control plane. */
function demandAdministrator(caller: Caller, route: Route): void {
  if (caller.kind === 'administrator') return;
  throw new ServiceError(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: rolesanywhere:${route.operation} because no identity-based policy allows the rolesanywhere:${route.operation} action`,
  );
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON');
  }
}
