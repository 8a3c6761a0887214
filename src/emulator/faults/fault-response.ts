import type { EmulatorResponse } from '../exchange.ts';
import { renderXml } from '../query/xml.ts';
import { restJsonError } from '../roles-anywhere/service-error.ts';
import type { ServiceName } from '../server/service-name.ts';

const explanation = 'by a fault rule';

/** What AWS answers to a caller that is too fast, in the protocol of the service. */
export function throttleResponse(service: ServiceName): EmulatorResponse {
  const message = 'Rate exceeded';
  return service === 'rolesanywhere'
    ? restJsonError(429, 'ThrottlingException', message, explanation)
    : queryError(400, 'Throttling', message);
}

/** An answer as of a service in trouble, in its protocol. */
export function errorResponse(service: ServiceName, status: number): EmulatorResponse {
  const code = status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
  const message = `A fault rule of the emulator made this ${status}`;
  return service === 'rolesanywhere'
    ? restJsonError(status, code, message, explanation)
    : queryError(status, code, message);
}

function queryError(status: number, code: string, message: string): EmulatorResponse {
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: renderXml({ ErrorResponse: { Error: error } }),
    explanation,
  };
}
