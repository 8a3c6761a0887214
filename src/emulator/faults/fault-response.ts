import type { EmulatorResponse } from '../exchange.ts';
import { renderXml } from '../query/xml.ts';
import { restJsonError } from '../roles-anywhere/service-error.ts';
import type { ServiceName } from '../server/service-name.ts';
import type { Fault } from './fault-rule.ts';

const explanation = 'by a fault rule';

/** What AWS answers to a caller that is too fast, in the protocol of the service. */
export function throttleResponse(service: ServiceName): EmulatorResponse {
  const message = 'Rate exceeded';
  return service === 'rolesanywhere'
    ? restJsonError(429, 'ThrottlingException', message, explanation)
    : queryError(400, 'Throttling', message);
}

/** An error of this name and these words, or one as of a service in trouble, in the protocol of the service. */
export function errorResponse(
  service: ServiceName,
  fault: Extract<Fault, { kind: 'error' }>,
): EmulatorResponse {
  const { status } = fault;
  const {
    name = status === 503 ? 'ServiceUnavailable' : 'InternalFailure',
    message = `A fault rule of the emulator made this ${status}`,
  } = fault;
  return service === 'rolesanywhere'
    ? restJsonError(status, name, message, explanation)
    : queryError(status, name, message);
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
