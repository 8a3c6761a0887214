import type { IdentityPolicy } from '../../core/iam/identity/identity-policy.ts';
import { parseIdentityPolicy } from '../../core/iam/identity/parse-identity-policy.ts';
import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import { isAwsManaged } from '../iam/policy-exists.ts';
import type { RoleRecord } from '../state.ts';

/** What a caller may do. */
export interface CallerPolicies {
  readonly policies: readonly IdentityPolicy[];
  /** Allows nothing, but nothing is allowed that it doesn't allow. */
  readonly boundary?: IdentityPolicy | undefined;
  /** ARNs of policies of which nobody knows here what is in them. */
  readonly unread: readonly string[];
}

/** The policies that a caller is held to; undefined for an administrator who may do everything. */
export function callerPolicies(
  caller: Caller,
  account: EmulatorAccount,
): CallerPolicies | undefined {
  if (caller.kind === 'administrator') {
    const { permissions } = account;
    return permissions === undefined ? undefined : { policies: [permissions], unread: [] };
  }
  const role = account.state.roles.find(({ name }) => name === caller.session.roleName);
  return role === undefined ? { policies: [], unread: [] } : rolePolicies(role, account);
}

function rolePolicies(role: RoleRecord, account: EmulatorAccount): CallerPolicies {
  const { attachedPolicyArns, inlinePolicies, permissionsBoundary } = role;
  const arns = [
    ...attachedPolicyArns,
    ...(permissionsBoundary === undefined ? [] : [permissionsBoundary]),
  ];
  const documents = attachedPolicyArns.flatMap((arn) => documentOf(arn, account) ?? []);
  const boundary =
    permissionsBoundary === undefined ? undefined : documentOf(permissionsBoundary, account);
  return {
    policies: [...Object.values(inlinePolicies), ...documents].map(parseIdentityPolicy),
    boundary: boundary === undefined ? nothing(permissionsBoundary) : parseIdentityPolicy(boundary),
    unread: arns.filter((arn) => isAwsManaged(arn, account)),
  };
}

/** A boundary that can't be read lets nothing through. */
function nothing(boundaryArn: string | undefined): IdentityPolicy | undefined {
  return boundaryArn === undefined ? undefined : { version: '2012-10-17', statements: [] };
}

function documentOf(arn: string, { state }: EmulatorAccount): string | undefined {
  return state.policies.find((policy) => policy.arn === arn)?.document;
}
