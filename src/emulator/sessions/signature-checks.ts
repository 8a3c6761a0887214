import type { CertificateFacts } from '../../core/pki/certificate-facts.ts';
import { isRegion } from '../../core/region.ts';
import { type Authorization, parseAuthorization } from '../../core/session/authorization.ts';
import { decimalSerialNumber } from '../../core/session/signing-identity.ts';
import { parseTimestamp } from '../../core/session/timestamp.ts';
import { verifySignature } from '../../core/session/verify-signature.ts';
import type { EmulatorRequest } from '../exchange.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';

const toleranceMilliseconds = 5 * 60 * 1000;
const requiredHeaders = ['host', 'x-amz-date', 'x-amz-x509'];

/** The `Authorization` header, taken apart. @throws {ServiceError} where it is absent or of another form */
export function readAuthorization({ headers }: EmulatorRequest): Authorization {
  const header = headers['authorization'];
  if (header === undefined) {
    throw new ServiceError('AccessDeniedException', 'Missing Authentication Token');
  }
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    throw invalidSignature('the Authorization header is not of the form of AWS4-X509');
  }
  return authorization;
}

export function checkScope({ scope }: Authorization, { headers }: EmulatorRequest): void {
  const day = headers['x-amz-date']?.slice(0, 8);
  if (scope.day !== day) {
    throw invalidSignature(`the scope's day ${scope.day} is not that of X-Amz-Date`);
  }
  if (!isRegion(scope.region)) {
    throw invalidSignature(`the scope's region ${scope.region} is none`);
  }
}

export function checkSerialNumber(
  { serialNumber }: Authorization,
  { certificate }: CertificateFacts,
): void {
  const expected = decimalSerialNumber(certificate);
  if (serialNumber === expected) return;
  throw invalidSignature(`the credential names serial number ${serialNumber}, not ${expected}`);
}

export function checkSignedHeaders(
  { signedHeaders }: Authorization,
  { headers }: EmulatorRequest,
): void {
  const required =
    headers['x-amz-x509-chain'] === undefined
      ? requiredHeaders
      : [...requiredHeaders, 'x-amz-x509-chain'];
  const unsigned = required.filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0) throw invalidSignature(`unsigned headers: ${unsigned.join(', ')}`);
}

export function checkClock({ headers }: EmulatorRequest, now: Date): void {
  const signedAt = parseTimestamp(headers['x-amz-date'] ?? '');
  if (signedAt === undefined) throw invalidSignature('X-Amz-Date is not a timestamp');
  const skew = signedAt.getTime() - now.getTime();
  if (Math.abs(skew) <= toleranceMilliseconds) return;
  throw invalidSignature(`the request is ${Math.round(skew / 1000)} s off the clock`);
}

export function checkSignature(
  request: EmulatorRequest,
  authorization: Authorization,
  { certificate }: CertificateFacts,
): void {
  if (verifySignature(request, authorization, certificate)) return;
  throw invalidSignature("the certificate's key did not sign this request");
}

function invalidSignature(explanation: string): ServiceError {
  return new ServiceError('AccessDeniedException', 'Invalid signature', explanation);
}
