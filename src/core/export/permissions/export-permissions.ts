import { IamraError } from '../../errors/iamra-error.ts';
import { anywhereStatements } from './anywhere-statements.ts';
import {
  type ExportedPolicy,
  type ExportedStatement,
  maximumPolicyLength,
  policyLength,
} from './exported-policy.ts';
import type { PermissionScope } from './permission-scope.ts';
import { readingStatements } from './reading-statements.ts';
import { roleStatements } from './role-statements.ts';

/** `init`: every command that writes to AWS; `read-only`: those that look. */
export type PermissionPurpose = 'init' | 'read-only';

/**
 * The least that iamra has to be allowed for a purpose.
 * @throws {IamraError} IAMRA271 where IAM would take no policy of that length
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementrolesanywhere.html
 */
export function exportPermissions(
  purpose: PermissionPurpose,
  scope: PermissionScope,
): ExportedPolicy {
  const writing = (): ExportedStatement[] => [
    ...anywhereStatements(scope),
    ...roleStatements(scope),
  ];
  const policy: ExportedPolicy = {
    Version: '2012-10-17',
    Statement: [...readingStatements(scope), ...(purpose === 'init' ? writing() : [])],
  };
  const length = policyLength(policy);
  if (length <= maximumPolicyLength) return policy;
  throw new IamraError(
    'IAMRA271',
    `The policy would have ${length} characters; IAM takes ${maximumPolicyLength}.`,
  );
}
