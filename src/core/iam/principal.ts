import type { PrincipalElement, PrincipalEntry } from './policy-document.ts';
import type { TrustPrincipal } from './trust-request.ts';

/**
 * Says whether a statement speaks of this principal.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function coversPrincipal(element: PrincipalElement, principal: TrustPrincipal): boolean {
  return element.entries.some((entry) => isMeant(entry, principal)) !== element.negated;
}

function isMeant(entry: PrincipalEntry, principal: TrustPrincipal): boolean {
  if (entry.kind === '*') return true;
  if (principal.kind === 'service')
    return entry.kind === 'Service' && entry.value === principal.name;
  return entry.kind === 'AWS' && isMeantAccount(entry.value, principal);
}

function isMeantAccount(
  value: string,
  principal: Extract<TrustPrincipal, { kind: 'aws' }>,
): boolean {
  if (value === '*' || value === principal.account || value === principal.arn) return true;
  const root = /^arn:[^:]+:iam::(\d{12}):root$/.exec(value);
  if (root !== null) return root[1] === principal.account;
  return value === roleOf(principal.arn);
}

/** A session's role: trust policies name the role, requests come from the session. */
function roleOf(arn: string): string | undefined {
  const match = /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn);
  if (match === null) return undefined;
  const [, prefix = '', account = '', role = ''] = match;
  return `${prefix}:iam::${account}:role/${role}`;
}
