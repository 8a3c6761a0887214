import type { IamraConfig, RoleConfig } from '../../config/iamra-config.ts';
import { matches } from '../../iam/matching/matches.ts';
import { wildcards } from '../../iam/matching/pattern.ts';
import type { PermissionScope } from './permission-scope.ts';

/** What the user wants a policy limited to. */
export interface ScopeLimits {
  /** Names of roles, wildcards allowed; none: any. */
  readonly roles: readonly string[];
  /** `/`, or `/teams/` */
  readonly rolePath: string;
  /** ARNs of roles to adopt. */
  readonly adopt: readonly string[];
  /** ARNs of managed policies, wildcards allowed, and names of files; none: any. */
  readonly policies: readonly string[];
  readonly permissionsBoundary: string | undefined;
}

/** Where the policy is for. */
export interface ScopePlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
}

/** The limits with what `iamra.yaml` has let in besides. */
export function permissionScope(
  place: ScopePlace,
  limits: ScopeLimits,
  config: IamraConfig | undefined,
): PermissionScope {
  const all = config?.roles ?? [];
  const made = all.filter(({ adopted }) => adopted !== true);
  const adopted = all.filter((role) => role.adopted === true);
  const policies = [...limits.policies, ...made.flatMap((role) => role.policies)];
  const boundaries = [limits.permissionsBoundary, ...made.map((role) => role.permissionsBoundary)];
  return {
    ...place,
    roles: roles(limits, made),
    adoptedRoles: unique([...limits.adopt, ...adopted.map((role) => arnOf(role, place))]),
    managedPolicies: limits.policies.length === 0 ? undefined : unique(policies.filter(isArn)),
    inlinePolicies: limits.policies.length === 0 || policies.some((policy) => !isArn(policy)),
    boundaries: unique(boundaries.filter((arn) => arn !== undefined)),
    boundaryDemanded: limits.permissionsBoundary !== undefined,
  };
}

function roles({ roles: names, rolePath }: ScopeLimits, made: readonly RoleConfig[]): string[] {
  const wanted = (names.length === 0 ? ['*'] : names).map((name) => `role${rolePath}${name}`);
  const others = made
    .map(({ path = '/', name }) => `role${path}${name}`)
    .filter((role) => !wanted.some((pattern) => matches(wildcards(pattern), role)));
  return unique([...wanted, ...others]);
}

function arnOf({ arn, path = '/', name }: RoleConfig, { partition, account }: ScopePlace): string {
  return arn ?? `arn:${partition}:iam::${account}:role${path}${name}`;
}

/** Whatever else it is: an ARN with wildcards is none that `parseArn` takes. */
function isArn(policy: string): boolean {
  return policy.startsWith('arn:');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
