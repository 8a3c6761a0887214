import type { EmulatorResponse } from '../exchange.ts';
import type { ServiceName } from '../server/service-name.ts';

/** What AWS answers to a caller that is too fast, in the protocol of the service. */
export function throttleResponse(service: ServiceName): EmulatorResponse {
  if (service === 'rolesanywhere') {
    return jsonError(429, 'ThrottlingException', 'Rate exceeded');
  }
  return xmlError(400, 'Sender', 'Throttling', 'Rate exceeded');
}

/** An answer as of a service in trouble, in its protocol. */
export function errorResponse(service: ServiceName, status: number): EmulatorResponse {
  const code = status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
  const message = `A fault rule of the emulator made this ${status}`;
  if (service === 'rolesanywhere') return jsonError(status, code, message);
  return xmlError(status, status < 500 ? 'Sender' : 'Receiver', code, message);
}

function jsonError(status: number, type: string, message: string): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ message }),
    explanation: 'by a fault rule',
  };
}

function xmlError(status: number, type: string, code: string, message: string): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    explanation: 'by a fault rule',
  };
}
