import type { CertificateFacts } from '../pki/certificate-facts.ts';
import { isStrongHash } from '../pki/signature-hash.ts';

/** Why Roles Anywhere takes no certificate of this kind, whoever issued it. */
export interface LeafProblem {
  readonly kind: 'insufficient' | 'no-subject' | 'not-valid';
  /** Goes on from “the certificate …”. */
  readonly reason: string;
}

type Check = (leaf: CertificateFacts) => string | undefined;

const checks: readonly Check[] = [
  (leaf) => (leaf.version === 3 ? undefined : `is X.509 version ${leaf.version}, not 3`),
  (leaf) => (leaf.isCa ? 'is a CA' : undefined),
  (leaf) =>
    leaf.keyUsages?.includes('digitalSignature') === true
      ? undefined
      : 'lacks the key usage digitalSignature',
  (leaf) =>
    isStrongHash(leaf.signatureHash)
      ? undefined
      : `is signed with ${leaf.signatureHash ?? 'an unknown hash'}`,
];

/**
 * Looks at a signing certificate by itself; gives undefined for one that is as it should be.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#signature-verification
 */
export function leafProblem(leaf: CertificateFacts, now: Date): LeafProblem | undefined {
  for (const check of checks) {
    const reason = check(leaf);
    if (reason !== undefined) return { kind: 'insufficient', reason };
  }
  if (leaf.subject.length === 0) return { kind: 'no-subject', reason: 'has an empty subject' };
  if (now < leaf.notBefore) return notValid(`is not valid before ${leaf.notBefore.toISOString()}`);
  if (now > leaf.notAfter) return notValid(`expired at ${leaf.notAfter.toISOString()}`);
  return undefined;
}

function notValid(reason: string): LeafProblem {
  return { kind: 'not-valid', reason };
}
