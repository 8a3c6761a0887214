import { verify, type X509Certificate } from 'node:crypto';
import type { Authorization } from './authorization.ts';
import { canonicalRequest, type SignableRequest } from './canonical-request.ts';
import { signingAlgorithm } from './signing-algorithm.ts';
import { stringToSign } from './string-to-sign.ts';

/** Says whether the certificate's key signed this request, by the headers that the signer chose. */
export function verifySignature(
  request: SignableRequest,
  authorization: Authorization,
  certificate: X509Certificate,
): boolean {
  if (authorization.algorithm !== signingAlgorithm(certificate.publicKey)) return false;
  if (authorization.signedHeaders.some((name) => request.headers[name] === undefined)) return false;
  const text = stringToSign({
    algorithm: authorization.algorithm,
    timestamp: request.headers['x-amz-date'] ?? '',
    scope: authorization.scope,
    canonicalRequest: canonicalRequest(request, authorization.signedHeaders),
  });
  const signature = Buffer.from(authorization.signature, 'hex');
  return verify('sha256', Buffer.from(text), certificate.publicKey, signature);
}
