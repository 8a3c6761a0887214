import { SignatureRefusal } from './signature-refusal.ts';

/** Each reason with its code in the query protocol and in rest-json, and its status. */
const reasons = {
  missing: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException', 403],
  incomplete: ['IncompleteSignature', 'IncompleteSignatureException', 400],
  mismatch: ['SignatureDoesNotMatch', 'InvalidSignatureException', 403],
  unknownToken: ['InvalidClientTokenId', 'UnrecognizedClientException', 403],
  expiredToken: ['ExpiredToken', 'ExpiredTokenException', 403],
} as const;

export type RefusalReason = keyof typeof reasons;

/** A refusal in the protocol of a service. */
export function refuseSignature(
  service: string,
  reason: RefusalReason,
  message: string,
): SignatureRefusal {
  const [queryCode, jsonCode, status] = reasons[reason];
  return new SignatureRefusal(service === 'rolesanywhere' ? jsonCode : queryCode, message, status);
}
