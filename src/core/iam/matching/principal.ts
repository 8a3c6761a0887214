import { parseArn } from '../../arn.ts';
import type { PrincipalElement, PrincipalName } from '../policy-document.ts';

/** Who asks: an AWS service, or a user, a role session or the root of an account. */
export type RequestPrincipal =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'aws'; readonly arn: string; readonly account: string };

/**
 * Whether `Principal` or `NotPrincipal` covers who asks; undefined where AWS leaves it open.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchesPrincipal(
  { negated, names }: PrincipalElement,
  principal: RequestPrincipal,
): boolean | undefined {
  if (!negated) return names.some((name) => isNamed(name, principal));
  return isExcepted(names, principal);
}

/** `NotPrincipal` exempts a user or a session for certain only where its account and role are named, too. */
function isExcepted(
  names: readonly PrincipalName[],
  principal: RequestPrincipal,
): boolean | undefined {
  if (names.some(({ type, id }) => type === 'AWS' && id === '*')) return false;
  const identities = principal.kind === 'service' ? [principal] : identitiesOf(principal);
  const named = identities.filter((identity) => names.some((name) => isExactly(name, identity)));
  if (named.length === 0) return true;
  return named.length === identities.length ? false : undefined;
}

function isNamed(name: PrincipalName, principal: RequestPrincipal): boolean {
  // "*" and {"AWS": "*"} are one and the same, and cover services as well.
  if (name.type === 'AWS' && name.id === '*') return true;
  if (principal.kind === 'service') return isExactly(name, principal);
  return identitiesOf(principal).some((identity) => isExactly(name, identity));
}

type AwsPrincipal = Extract<RequestPrincipal, { kind: 'aws' }>;

type Identity =
  | Extract<RequestPrincipal, { kind: 'service' }>
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'role'; readonly account: string; readonly name: string }
  | { readonly kind: 'exact'; readonly arn: string };

/** All that a policy may call who asks: the account, the role of a session, the very ARN. */
function identitiesOf({ arn, account }: AwsPrincipal): Identity[] {
  const identities: Identity[] = [
    { kind: 'account', account },
    { kind: 'exact', arn },
  ];
  const role = roleOfSession(arn);
  if (role !== undefined) identities.push({ kind: 'role', account, name: role });
  return identities;
}

function isExactly({ type, id }: PrincipalName, identity: Identity): boolean {
  if (identity.kind === 'service') {
    return type === 'Service' && (id === '*' || id === identity.name);
  }
  if (type !== 'AWS') return false;
  switch (identity.kind) {
    case 'exact':
      return id === identity.arn;
    case 'account':
      return id === identity.account || isRootOf(id, identity.account);
    case 'role':
      return isRole(id, identity.account, identity.name);
  }
}

function isRootOf(id: string, account: string): boolean {
  const arn = parseArn(id);
  return arn?.service === 'iam' && arn.resource === 'root' && arn.account === account;
}

/** A session's ARN lacks the path of its role, but names are unique in an account whatever the path. */
function isRole(id: string, account: string, name: string): boolean {
  const arn = parseArn(id);
  if (arn?.service !== 'iam' || arn.account !== account) return false;
  return arn.resource.startsWith('role/') && arn.resource.split('/').at(-1) === name;
}

function roleOfSession(arn: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'sts') return undefined;
  return /^assumed-role\/([^/]+)\//.exec(parsed.resource)?.[1];
}
