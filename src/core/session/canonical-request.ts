import { createHash } from 'node:crypto';
import { percentEncode } from './percent-encode.ts';

/** A request as far as its signature covers it. */
export interface SignableRequest {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyArray<readonly [name: string, value: string]>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * The canonical form of a request: what signer and verifier must agree on to the byte.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html
 */
export function canonicalRequest(
  request: SignableRequest,
  signedHeaders: readonly string[],
): string {
  const names = [...signedHeaders].sort(compareBytes);
  const headerLines = names.map(
    (name) => `${name}:${canonicalValue(request.headers[name] ?? '')}\n`,
  );
  return [
    request.method,
    request.path,
    canonicalQuery(request.query),
    headerLines.join(''),
    names.join(';'),
    sha256Hex(request.body),
  ].join('\n');
}

/** Lower-case hex SHA-256. */
export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalQuery(query: SignableRequest['query']): string {
  return query
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort((a, b) => compareBytes(a[0], b[0]) || compareBytes(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalValue(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
