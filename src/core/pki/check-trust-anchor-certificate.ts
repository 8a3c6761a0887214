import { IamraError } from '../errors/iamra-error.ts';
import { hasIssued, isSame } from './build-path.ts';
import { type CertificateFacts, readCertificates } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';
import { type CertificateRule, trustAnchorCertificateRules } from './trust-anchor-rules.ts';

export type TrustAnchorRule = 'pem' | 'size' | 'count' | 'path-length' | CertificateRule;

/** A demand of AWS that a bundle does not meet. */
export interface TrustAnchorProblem {
  readonly rule: TrustAnchorRule;
  /** One plain sentence. */
  readonly message: string;
  /** What mends it. */
  readonly fix: string;
}

const maximumCharacters = 8000;

/** As many certificates a trust anchor takes: the second is for the next CA. */
export const maximumAnchorCertificates = 2;

/**
 * What AWS would refuse in the CA certificates of a trust anchor; empty where it would take them.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
export function trustAnchorProblems(bundle: string, now: Date): TrustAnchorProblem[] {
  if (bundle.length > maximumCharacters) {
    const message = `The bundle has ${bundle.length} characters; AWS takes ${maximumCharacters}.`;
    const fix = 'use a CA certificate with a shorter subject and fewer extensions';
    return [{ rule: 'size', message, fix }];
  }
  const certificates = readBundle(bundle);
  if (certificates === undefined || certificates.length === 0) {
    const fix = 'give it as PEM: openssl x509 -inform DER -in FILE';
    return [{ rule: 'pem', message: 'The text is not a PEM certificate.', fix }];
  }
  if (certificates.length > maximumAnchorCertificates) {
    const message = `The bundle holds ${certificates.length} certificates; a trust anchor takes ${maximumAnchorCertificates}.`;
    const fix = 'leave in it the CA that signs, and at most the one that comes after it';
    return [{ rule: 'count', message, fix }];
  }
  return [
    ...certificates.flatMap((certificate) => checkCertificate(certificate, now)),
    ...certificates.flatMap((certificate) => checkPathLength(certificate, certificates)),
  ];
}

function readBundle(bundle: string): CertificateFacts[] | undefined {
  try {
    return readCertificates(bundle);
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}

function checkCertificate(facts: CertificateFacts, now: Date): TrustAnchorProblem[] {
  return trustAnchorCertificateRules.flatMap(({ rule, complaint, fix }) => {
    const words = complaint(facts, now);
    if (words === undefined) return [];
    return [{ rule, message: `The certificate ${nameOf(facts)} ${words}.`, fix: fix(facts, now) }];
  });
}

function checkPathLength(
  issuer: CertificateFacts,
  certificates: readonly CertificateFacts[],
): TrustAnchorProblem[] {
  if (issuer.pathLength !== 0) return [];
  const below = certificates.filter(
    (certificate) => !isSame(certificate, issuer) && hasIssued(issuer, certificate),
  );
  return below.map((certificate) => ({
    rule: 'path-length',
    message: `The certificate ${nameOf(issuer)} allows no CA below it (path length 0), and issued ${nameOf(certificate)}.`,
    fix: 'take a CA that is self-signed, or that a CA with a longer path length issued',
  }));
}

function nameOf({ subject }: CertificateFacts): string {
  return formatDistinguishedName(subject) || 'without a subject';
}
