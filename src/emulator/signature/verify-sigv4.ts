import { canonicalRequest, sha256Hex } from '../../core/session/canonical-request.ts';
import { percentEncode } from '../../core/session/percent-encode.ts';
import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import type { EmulatorRequest } from '../exchange.ts';
import { momentProblem } from './check-moment.ts';
import { findCredentials, isSame } from './find-credentials.ts';
import { type RefusalReason, refuseSignature } from './refuse-signature.ts';
import { algorithm, isSigned, readClaim, type SignatureClaim } from './signature-claim.ts';
import type { SignatureRefusal } from './signature-refusal.ts';
import { sign } from './signing-key.ts';

/**
 * Says who sent a request to a service, by its AWS Signature Version 4 in headers or query.
 * The body itself is hashed, so that UNSIGNED-PAYLOAD, which is for S3 alone, doesn't pass.
 * @throws {SignatureRefusal} in AWS's words
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function verifySigV4(
  request: EmulatorRequest,
  account: EmulatorAccount,
  service: string,
): Caller {
  const refuse = (reason: RefusalReason, message: string): SignatureRefusal =>
    refuseSignature(service, reason, message);

  if (!isSigned(request)) throw refuse('missing', missingMessage(service));
  const claim = readClaim(request);
  if ('problem' in claim) throw refuse('incomplete', claim.problem);
  const unsigned = unsignedHeader(request, claim);
  if (unsigned !== undefined) {
    throw refuse('mismatch', `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const problem = scopeProblem(claim, service) ?? momentProblem(claim, account.now());
  if (problem !== undefined) throw refuse('mismatch', problem);

  const credentials = findCredentials(claim, account);
  if (credentials === undefined) {
    throw refuse('unknownToken', 'The security token included in the request is invalid.');
  }
  const { caller, secretAccessKey, expiresAt } = credentials;
  const expected = sign(secretAccessKey, claim.scope, stringToSign(request, claim));
  if (!isSame(expected, claim.signature)) throw refuse('mismatch', mismatchMessage);
  if (expiresAt !== undefined && account.now() >= new Date(expiresAt)) {
    throw refuse('expiredToken', 'The security token included in the request is expired');
  }
  return caller;
}

const mismatchMessage =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function missingMessage(service: string): string {
  return service === 'rolesanywhere'
    ? 'Missing Authentication Token'
    : 'Request is missing Authentication Token';
}

function unsignedHeader(
  { headers }: EmulatorRequest,
  { signedHeaders, expiresSeconds }: SignatureClaim,
): string | undefined {
  const needed = expiresSeconds === undefined ? ['host', 'x-amz-date'] : ['host'];
  const present = ['x-amz-content-sha256', 'x-amz-security-token', 'x-amz-target'].filter(
    (name) => headers[name] !== undefined,
  );
  return [...needed, ...present].find((name) => !signedHeaders.includes(name));
}

function scopeProblem({ scope }: SignatureClaim, service: string): string | undefined {
  if (scope.service !== service) {
    return `Credential should be scoped to correct service: '${service}'.`;
  }
  if (scope.terminator !== 'aws4_request') {
    return `Credential should be scoped with a valid terminator: 'aws4_request', not '${scope.terminator}'.`;
  }
  return undefined;
}

function stringToSign(request: EmulatorRequest, claim: SignatureClaim): string {
  const { timestamp, scope, signedHeaders, query } = claim;
  // What is on the wire is encoded once, what is signed twice.
  const path = request.path.split('/').map(percentEncode).join('/');
  const canonical = canonicalRequest({ ...request, path, query }, signedHeaders);
  return [
    algorithm,
    timestamp,
    [scope.day, scope.region, scope.service, scope.terminator].join('/'),
    sha256Hex(canonical),
  ].join('\n');
}
