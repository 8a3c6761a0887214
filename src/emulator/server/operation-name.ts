import type { EmulatorRequest } from '../exchange.ts';
import { findRoute } from '../roles-anywhere/routes.ts';
import { parameters } from './query-parameters.ts';
import { serviceOf } from './service-name.ts';

/** CreateSession alone is signed by a certificate, so that its path decides. */
export function isCreateSession(request: EmulatorRequest): boolean {
  return request.method === 'POST' && request.path === '/sessions';
}

/** The operation as AWS names it; `Unknown` where there is none. */
export function operationName(request: EmulatorRequest): string {
  if (isCreateSession(request)) return 'CreateSession';
  if (serviceOf(request) === 'rolesanywhere') {
    return findRoute(request.method, request.path)?.operation ?? 'Unknown';
  }
  return parameters(request).get('Action') ?? 'Unknown';
}
