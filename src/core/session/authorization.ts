import { formatScope, type SigningScope } from './string-to-sign.ts';

/** What the `Authorization` header of a signed CreateSession says. */
export interface Authorization {
  readonly algorithm: string;
  /** The certificate's serial number, decimal. */
  readonly serialNumber: string;
  readonly scope: SigningScope;
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
}

export function formatAuthorization(authorization: Authorization): string {
  const { algorithm, serialNumber, scope, signedHeaders, signature } = authorization;
  const credential = `${serialNumber}/${formatScope(scope)}`;
  return `${algorithm} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
}

const pattern =
  /^(\S+) Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/rolesanywhere\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=((?:[0-9a-f]{2})+)$/;

/** Takes the header apart; gives undefined for one of another form. */
export function parseAuthorization(header: string): Authorization | undefined {
  const match = pattern.exec(header);
  if (match === null) return undefined;
  const [, algorithm = '', serialNumber = '', day = '', region = '', names = '', signature = ''] =
    match;
  return {
    algorithm,
    serialNumber,
    scope: { day, region },
    signedHeaders: names.split(';'),
    signature,
  };
}
