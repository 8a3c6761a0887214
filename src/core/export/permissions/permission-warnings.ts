import type { PermissionScope } from './permission-scope.ts';

/** What a policy for `init` lets its holder do beyond iamra, and which flag takes that away. */
export function permissionWarnings(scope: PermissionScope): string[] {
  const warnings: string[] = [];
  const isBounded = scope.managedPolicies !== undefined && !scope.inlinePolicies;
  if (!scope.boundaryDemanded && !isBounded) {
    warnings.push(
      'Who holds this policy can give a role any permissions, and so take them: limit them with --permissions-boundary ARN, or with --policy ARN for all policies that roles may get.',
    );
  }
  if (scope.roles.includes('role/*')) {
    warnings.push(
      'It reaches every role of the account that has no tag of another cluster, since new ones must be tagged: limit it with --role-path PATH, or with --role NAME for each.',
    );
  }
  return warnings;
}
