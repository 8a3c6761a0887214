import type { EmulatorRequest } from '../exchange.ts';

/** What a request says of its signature, unverified. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** How long a presigned URL holds; undefined for a signature in the headers. */
  readonly expiresSeconds: number | undefined;
  /** As the signature covers it. */
  readonly query: EmulatorRequest['query'];
}

export interface CredentialScope {
  /** YYYYMMDD */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** A problem in AWS's words, or the claim. */
export type ClaimResult = SignatureClaim | { readonly problem: string };

export const algorithm = 'AWS4-HMAC-SHA256';

/** Whether a request says anything of a signature at all. */
export function isSigned({ headers, query }: EmulatorRequest): boolean {
  return (
    headers['authorization'] !== undefined || query.some(([name]) => name === 'X-Amz-Signature')
  );
}

/** Reads what a request claims, from its headers or from its query. */
export function readClaim(request: EmulatorRequest): ClaimResult {
  const header = request.headers['authorization'];
  return header === undefined ? readQuery(request) : readHeader(request, header);
}

function readHeader({ headers, query }: EmulatorRequest, header: string): ClaimResult {
  if (!header.startsWith(`${algorithm} `)) {
    return { problem: `Unsupported AWS 'algorithm': '${header.split(' ', 1)[0] ?? ''}'.` };
  }
  const fields = new Map(
    header
      .slice(algorithm.length)
      .split(',')
      .map((field): [string, string] => {
        const [name = '', ...value] = field.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => !fields.get(name));
  if (missing.length > 0) {
    return {
      problem: missing
        .map((name) => `Authorization header requires '${name}' parameter.`)
        .join(' '),
    };
  }
  const timestamp = headers['x-amz-date'];
  if (timestamp === undefined) {
    return {
      problem:
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    };
  }
  return claim({
    credential: fields.get('Credential') ?? '',
    signedHeaders: fields.get('SignedHeaders') ?? '',
    signature: fields.get('Signature') ?? '',
    timestamp,
    sessionToken: headers['x-amz-security-token'],
    expiresSeconds: undefined,
    query,
  });
}

const queryNames = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
];

function readQuery({ query }: EmulatorRequest): ClaimResult {
  const fields = new Map(query);
  const missing = queryNames.filter((name) => !fields.get(name));
  if (missing.length > 0) {
    return {
      problem: missing
        .map((name) => `AWS query-string parameters must include '${name}'.`)
        .join(' '),
    };
  }
  if (fields.get('X-Amz-Algorithm') !== algorithm) {
    return { problem: `Unsupported AWS 'algorithm': '${fields.get('X-Amz-Algorithm') ?? ''}'.` };
  }
  return claim({
    credential: fields.get('X-Amz-Credential') ?? '',
    signedHeaders: fields.get('X-Amz-SignedHeaders') ?? '',
    signature: fields.get('X-Amz-Signature') ?? '',
    timestamp: fields.get('X-Amz-Date') ?? '',
    sessionToken: fields.get('X-Amz-Security-Token'),
    expiresSeconds: Number(fields.get('X-Amz-Expires')),
    query: query.filter(([name]) => name !== 'X-Amz-Signature'),
  });
}

interface RawClaim extends Omit<SignatureClaim, 'accessKeyId' | 'scope' | 'signedHeaders'> {
  readonly credential: string;
  readonly signedHeaders: string;
}

function claim({ credential, signedHeaders, ...rest }: RawClaim): ClaimResult {
  const [accessKeyId, day, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !day || !region || !service || !terminator || more.length > 0) {
    return {
      problem: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    };
  }
  return {
    ...rest,
    accessKeyId,
    scope: { day, region, service, terminator },
    signedHeaders: signedHeaders.toLowerCase().split(';'),
  };
}
