import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { authorize } from '../permissions/authorize.ts';
import { rolesAnywhereDemands } from '../permissions/roles-anywhere-demands.ts';
import { urlParameters } from '../server/query-parameters.ts';
import { signatureClaim } from '../server/service-name.ts';
import { SignatureRefusal } from '../signature/signature-refusal.ts';
import { verifySigV4 } from '../signature/verify-sigv4.ts';
import { findRoute } from './routes.ts';
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
  const region = signatureClaim(request)?.scope.region ?? account.region;
  const regional = { ...account, region };
  const input = {
    id: route.id,
    query: urlParameters(request),
    body: parseBody(request.body),
  };
  const demanded = rolesAnywhereDemands(route.operation, input, regional);
  const { refusal, demands } = authorize(caller, demanded, regional);
  if (refusal !== undefined) {
    throw new ServiceError('AccessDeniedException', refusal.message, refusal.explanation);
  }
  const body = route.handle(input, { account: regional, caller });
  return {
    status: route.status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(demands === undefined ? {} : { demands }),
  };
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON');
  }
}
