import { readCertificate } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';

/** A CA certificate as people and `--json` see it. */
export interface CaDescription {
  /** `CN=iamra workload CA home,O=home` */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex, as `openssl x509 -serial` has it. */
  readonly serialNumber: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days until `notAfter`; negative after it. */
  readonly daysLeft: number;
  /** `EC prime256v1`, `RSA 2048`. */
  readonly key: string;
  /** How many CAs may stand below it; null: any number. */
  readonly pathLength: number | null;
  /** SHA-256, hex with colons. */
  readonly fingerprint: string;
}

const day = 24 * 60 * 60 * 1000;

/** @throws {IamraError} IAMRA402 for what is no certificate */
export function describeCa(certificatePem: string, now: Date): CaDescription {
  const facts = readCertificate(certificatePem);
  return {
    subject: formatDistinguishedName(facts.subject),
    issuer: formatDistinguishedName(facts.issuer),
    serialNumber: facts.serialNumber,
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    daysLeft: Math.floor((facts.notAfter.getTime() - now.getTime()) / day),
    key: describeKey(facts.certificate.publicKey),
    pathLength: facts.pathLength ?? null,
    fingerprint: facts.certificate.fingerprint256,
  };
}

interface Key {
  readonly asymmetricKeyType?: string | undefined;
  readonly asymmetricKeyDetails?:
    | { readonly namedCurve?: string; readonly modulusLength?: number }
    | undefined;
}

function describeKey({ asymmetricKeyType = 'unknown', asymmetricKeyDetails = {} }: Key): string {
  const { namedCurve, modulusLength } = asymmetricKeyDetails;
  const size = namedCurve ?? modulusLength;
  return [asymmetricKeyType.toUpperCase(), ...(size === undefined ? [] : [size])].join(' ');
}
