import type { CertificateFacts } from './certificate-facts.ts';
import { formatDistinguishedName } from './distinguished-name.ts';

export interface PathInput {
  readonly leaf: CertificateFacts;
  readonly intermediates: readonly CertificateFacts[];
  readonly anchors: readonly CertificateFacts[];
  readonly now: Date;
}

/** A path from the leaf to an anchor, both included, or why there is none. */
export type Path =
  | { readonly outcome: 'found'; readonly certificates: readonly CertificateFacts[] }
  | { readonly outcome: 'none'; readonly reason: string };

/** Looks for a path that keeps the rules of RFC 5280 §6.1: names, signatures, dates, CA flag, key usage, path length. */
export function buildPath({ leaf, intermediates, anchors, now }: PathInput): Path {
  const reasons: string[] = [];
  const found = extend([leaf], { intermediates, anchors, now, reasons });
  if (found !== undefined) return { outcome: 'found', certificates: found };
  const reason = reasons.at(-1) ?? `no certificate of the anchor issued ${nameOf(leaf)}`;
  return { outcome: 'none', reason };
}

interface Search extends Omit<PathInput, 'leaf'> {
  /** What spoke against the candidates so far. */
  readonly reasons: string[];
}

function extend(
  path: readonly CertificateFacts[],
  search: Search,
): readonly CertificateFacts[] | undefined {
  const anchor = search.anchors.find((candidate) => isIssuer(candidate, path, search));
  if (anchor !== undefined) return [...path, anchor];
  for (const candidate of search.intermediates) {
    if (path.some((used) => isSame(used, candidate))) continue;
    if (!isIssuer(candidate, path, search)) continue;
    const found = extend([...path, candidate], search);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isIssuer(
  issuer: CertificateFacts,
  path: readonly CertificateFacts[],
  search: Search,
): boolean {
  const child = path.at(-1);
  if (child === undefined || !hasIssued(issuer, child)) return false;
  const objection = objectionTo(issuer, path, search.now);
  if (objection !== undefined) search.reasons.push(`${nameOf(issuer)} ${objection}`);
  return objection === undefined;
}

/** Says whether the key of one signed the other, under its name. */
export function hasIssued(issuer: CertificateFacts, child: CertificateFacts): boolean {
  if (formatDistinguishedName(issuer.subject) !== formatDistinguishedName(child.issuer))
    return false;
  return child.certificate.verify(issuer.certificate.publicKey);
}

function objectionTo(
  issuer: CertificateFacts,
  path: readonly CertificateFacts[],
  now: Date,
): string | undefined {
  if (!issuer.isCa) return 'is not a CA';
  if (issuer.keyUsages?.includes('keyCertSign') === false) return 'may not sign certificates';
  if (now < issuer.notBefore) return 'is not valid yet';
  if (now > issuer.notAfter) return 'has expired';
  const below = path.slice(1).filter((certificate) => !isSelfIssued(certificate)).length;
  if (below > (issuer.pathLength ?? Infinity)) {
    return `allows ${issuer.pathLength ?? 0} CAs below it, not ${below}`;
  }
  return undefined;
}

/** Self-issued certificates don't count in the path length (RFC 5280 §4.2.1.9). */
export function isSelfIssued({ subject, issuer }: CertificateFacts): boolean {
  return formatDistinguishedName(subject) === formatDistinguishedName(issuer);
}

/** Says whether two are the same certificate, byte for byte. */
export function isSame(a: CertificateFacts, b: CertificateFacts): boolean {
  return a.certificate.raw.equals(b.certificate.raw);
}

function nameOf({ subject }: CertificateFacts): string {
  return formatDistinguishedName(subject);
}
