import type { CertificateFacts } from './certificate-facts.ts';
import { isStrongSignature } from './signature-hash.ts';

export type CertificateRule =
  | 'version'
  | 'basic-constraints'
  | 'key-usage'
  | 'key-kind'
  | 'signature-hash'
  | 'dates';

/** One demand that each CA certificate of a trust anchor has to meet. */
export interface TrustAnchorCertificateRule {
  readonly rule: CertificateRule;
  /** What is wrong, as the end of a sentence about the certificate; undefined where all is well. */
  readonly complaint: (facts: CertificateFacts, now: Date) => string | undefined;
  readonly fix: (facts: CertificateFacts, now: Date) => string;
}

const extensions =
  '-addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign';
const makeAnother = `make the CA anew: openssl req -x509 -sha256 -days 3650 … ${extensions}; or let iamra make one with --ca new`;

/**
 * In the order in which they are told.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export const trustAnchorCertificateRules: readonly TrustAnchorCertificateRule[] = [
  {
    rule: 'version',
    complaint: ({ version }) => (version === 3 ? undefined : `is X.509 version ${version}, not 3`),
    fix: () => makeAnother,
  },
  {
    rule: 'basic-constraints',
    complaint: ({ isCa }) => (isCa ? undefined : 'is not a CA (basic constraints CA:TRUE)'),
    fix: () =>
      'give the certificate of the CA itself, not one that it issued; or let iamra make a CA with --ca new',
  },
  {
    rule: 'key-usage',
    complaint: ({ keyUsages }) =>
      keyUsages?.includes('keyCertSign') === true ? undefined : 'lacks the key usage keyCertSign',
    fix: () => makeAnother,
  },
  { rule: 'key-kind', complaint: keyKind, fix: () => useOtherKey },
  {
    rule: 'signature-hash',
    complaint: (facts) =>
      isStrongSignature(facts)
        ? undefined
        : `is signed with ${facts.signatureHash ?? 'an unknown hash'}, not SHA-256 or stronger`,
    fix: () => makeAnother,
  },
  {
    rule: 'dates',
    complaint: dates,
    fix: ({ notBefore }, now) =>
      now < notBefore
        ? 'wait until then, or check the clock of this machine'
        : 'make a new CA, and put it in place of the old one with iamra ca rotate',
  },
];

const useOtherKey =
  'make the CA with an EC key: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256; or let iamra make one with --ca new';

function keyKind({ certificate }: CertificateFacts): string | undefined {
  const kind = publicKeyKind(certificate);
  if (kind === 'rsa' || kind === 'ec') return undefined;
  // cert-manager signs by Go's crypto/x509, which has no ML-DSA.
  const known = kind.startsWith('ml-dsa')
    ? ': AWS takes ML-DSA, but cert-manager cannot sign with it'
    : '';
  return `has a key of kind ${kind}, not RSA or EC${known}`;
}

function publicKeyKind(certificate: CertificateFacts['certificate']): string {
  try {
    return certificate.publicKey.asymmetricKeyType ?? 'unknown';
  } catch {
    // OpenSSL, as this Node has it, does not know the algorithm.
    return 'unknown';
  }
}

function dates(facts: CertificateFacts, now: Date): string | undefined {
  if (now < facts.notBefore) return `is not valid before ${facts.notBefore.toISOString()}`;
  if (now > facts.notAfter) return `expired at ${facts.notAfter.toISOString()}`;
  return undefined;
}
