import { sign } from 'node:crypto';
import { formatAuthorization } from './authorization.ts';
import { canonicalRequest, type SignableRequest } from './canonical-request.ts';
import { decimalSerialNumber, type SigningIdentity } from './signing-identity.ts';
import { stringToSign } from './string-to-sign.ts';
import { formatTimestamp } from './timestamp.ts';

/** What a session is asked for. */
export interface SessionInput {
  /** Where Roles Anywhere answers; its path is kept. */
  readonly endpoint: string;
  readonly region: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  /** 900 to 43,200; the profile's own where absent. */
  readonly durationSeconds?: number | undefined;
  /** Only for profiles that accept one. */
  readonly sessionName?: string | undefined;
}

/** A request that is ready to be sent. */
export interface SignedRequest {
  readonly method: 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * CreateSession, signed by the certificate's own key: no key is derived, unlike in SigV4.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html
 */
export function createSessionRequest(
  input: SessionInput,
  identity: SigningIdentity,
  now: Date,
): SignedRequest {
  const url = new URL(`${input.endpoint.replace(/\/+$/, '')}/sessions`);
  const query = [
    ['profileArn', input.profileArn],
    ['roleArn', input.roleArn],
    ['trustAnchorArn', input.trustAnchorArn],
  ] as const;
  url.search = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const body = JSON.stringify({
    durationSeconds: input.durationSeconds,
    roleSessionName: input.sessionName,
  });
  const unsigned = unsignedHeaders(url, identity, now);
  const request = { method: 'POST', path: url.pathname, query, headers: unsigned, body } as const;
  const authorization = authorize(request, identity, input.region, now);
  return { method: 'POST', url, headers: { ...unsigned, authorization }, body };
}

function unsignedHeaders(url: URL, identity: SigningIdentity, now: Date): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: url.host,
    'x-amz-date': formatTimestamp(now),
    'x-amz-x509': identity.certificate.raw.toString('base64'),
  };
  if (identity.chain.length > 0) {
    headers['x-amz-x509-chain'] = identity.chain
      .map((certificate) => certificate.raw.toString('base64'))
      .join(',');
  }
  return headers;
}

function authorize(
  request: SignableRequest,
  identity: SigningIdentity,
  region: string,
  now: Date,
): string {
  const timestamp = formatTimestamp(now);
  const scope = { day: timestamp.slice(0, 8), region };
  const signedHeaders = Object.keys(request.headers).sort();
  const text = stringToSign({
    algorithm: identity.algorithm,
    timestamp,
    scope,
    canonicalRequest: canonicalRequest(request, signedHeaders),
  });
  return formatAuthorization({
    algorithm: identity.algorithm,
    serialNumber: decimalSerialNumber(identity.certificate),
    scope,
    signedHeaders,
    signature: sign('sha256', Buffer.from(text), identity.privateKey).toString('hex'),
  });
}
