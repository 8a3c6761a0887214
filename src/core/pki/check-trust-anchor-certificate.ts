import { IamraError } from '../errors/iamra-error.ts';
import { type CertificateFacts, readCertificates } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';
import { isStrongHash } from './signature-hash.ts';

export type TrustAnchorRule =
  | 'pem'
  | 'size'
  | 'count'
  | 'version'
  | 'basic-constraints'
  | 'key-usage'
  | 'signature-hash'
  | 'key-kind'
  | 'dates';

/** A demand of AWS that a bundle does not meet. */
export interface TrustAnchorProblem {
  readonly rule: TrustAnchorRule;
  /** One plain sentence. */
  readonly message: string;
}

const maximumCharacters = 8000;
const maximumCertificates = 2;

/**
 * What AWS would refuse in the CA certificates of a trust anchor; empty where it would take them.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function trustAnchorProblems(bundle: string, now: Date): TrustAnchorProblem[] {
  if (bundle.length > maximumCharacters) {
    return [
      problem(
        'size',
        `The bundle has ${bundle.length} characters; AWS takes ${maximumCharacters}.`,
      ),
    ];
  }
  const certificates = readBundle(bundle);
  if (certificates === undefined || certificates.length === 0) {
    return [problem('pem', 'The text is not a PEM certificate.')];
  }
  if (certificates.length > maximumCertificates) {
    const count = `The bundle holds ${certificates.length} certificates`;
    return [problem('count', `${count}; a trust anchor takes ${maximumCertificates}.`)];
  }
  return certificates.flatMap((certificate) => checkCertificate(certificate, now));
}

/** The same in plain sentences. */
export function checkTrustAnchorCertificate(bundle: string, now: Date): string[] {
  return trustAnchorProblems(bundle, now).map(({ message }) => message);
}

function readBundle(bundle: string): CertificateFacts[] | undefined {
  try {
    return readCertificates(bundle);
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}

type Check = (facts: CertificateFacts, now: Date) => string | undefined;

const checks: ReadonlyArray<readonly [TrustAnchorRule, Check]> = [
  [
    'version',
    (facts) => (facts.version === 3 ? undefined : `is X.509 version ${facts.version}, not 3`),
  ],
  [
    'basic-constraints',
    (facts) => (facts.isCa ? undefined : 'is not a CA (basic constraints CA:TRUE)'),
  ],
  ['key-usage', keyUsage],
  ['signature-hash', signatureHash],
  ['key-kind', keyKind],
  ['dates', dates],
];

function checkCertificate(facts: CertificateFacts, now: Date): TrustAnchorProblem[] {
  const name = formatDistinguishedName(facts.subject) || 'without a subject';
  return checks.flatMap(([rule, check]) => {
    const complaint = check(facts, now);
    return complaint === undefined ? [] : [problem(rule, `The certificate ${name} ${complaint}.`)];
  });
}

function keyUsage({ keyUsages }: CertificateFacts): string | undefined {
  return keyUsages?.includes('keyCertSign') === true
    ? undefined
    : 'lacks the key usage keyCertSign';
}

function signatureHash(facts: CertificateFacts): string | undefined {
  if (isStrongHash(facts.signatureHash)) return undefined;
  return `is signed with ${facts.signatureHash ?? 'an unknown hash'}, not SHA-256 or stronger`;
}

function keyKind({ certificate }: CertificateFacts): string | undefined {
  const kind = certificate.publicKey.asymmetricKeyType ?? 'unknown';
  return kind === 'rsa' || kind === 'ec' ? undefined : `has a key of kind ${kind}, not RSA or EC`;
}

function dates(facts: CertificateFacts, now: Date): string | undefined {
  if (now < facts.notBefore) return `is not valid before ${facts.notBefore.toISOString()}`;
  if (now > facts.notAfter) return `expired at ${facts.notAfter.toISOString()}`;
  return undefined;
}

function problem(rule: TrustAnchorRule, message: string): TrustAnchorProblem {
  return { rule, message };
}
