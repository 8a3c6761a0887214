import { sha256Hex } from './canonical-request.ts';

/** The scope of a signature: one day, one region. */
export interface SigningScope {
  /** YYYYMMDD */
  readonly day: string;
  readonly region: string;
}

/** `YYYYMMDD/REGION/rolesanywhere/aws4_request` */
export function formatScope(scope: SigningScope): string {
  return `${scope.day}/${scope.region}/rolesanywhere/aws4_request`;
}

export interface StringToSignInput {
  readonly algorithm: string;
  /** YYYYMMDDTHHMMSSZ */
  readonly timestamp: string;
  readonly scope: SigningScope;
  readonly canonicalRequest: string;
}

/** The text that the private key signs. */
export function stringToSign(input: StringToSignInput): string {
  return [
    input.algorithm,
    input.timestamp,
    formatScope(input.scope),
    sha256Hex(input.canonicalRequest),
  ].join('\n');
}
