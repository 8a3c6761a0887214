import { parseArn } from '../arn.ts';
import type { SessionInput } from './create-session-request.ts';
import type { SigningIdentity } from './signing-identity.ts';

/** A CreateSession that AWS refused: what was asked for, by whom, when. */
export interface RefusedSession {
  readonly input: SessionInput;
  readonly identity: SigningIdentity;
  /** By AWS's clock where its answer told it. */
  readonly now: Date;
  /** How far AWS's clock is ahead of ours, 0 while that does no harm. */
  readonly skewMilliseconds: number;
}

/** `CN=web, O=home`: a name of a certificate on one line. Node.js gives undefined for an empty one. */
export function oneLineName(name: string | undefined): string {
  return (name ?? '').trim().replace(/\n/g, ', ');
}

/** The URI that trust policies know the certificate by; undefined where it has none. */
export function identityUri({ certificate }: SigningIdentity): string | undefined {
  return /(?:^|, )URI:([^,\s"]+)/.exec(certificate.subjectAltName ?? '')?.[1];
}

/** The last part of the resource of an ARN: a role's name, an anchor's or a profile's identifier. */
export function lastPart(arn: string): string {
  return parseArn(arn)?.resource.split('/').at(-1) ?? arn;
}
