import { formatArn } from '../../arn.ts';
import type { ExportedStatement } from './exported-policy.ts';
import type { PermissionScope } from './permission-scope.ts';

/** All that `plan`, `doctor`, `access`, `audit` and drift detection do, and every other command does first. */
export function readingStatements(scope: PermissionScope): ExportedStatement[] {
  return [
    {
      Sid: 'ListAll',
      Effect: 'Allow',
      Action: [
        'iam:ListRoles',
        'rolesanywhere:ListCrls',
        'rolesanywhere:ListProfiles',
        'rolesanywhere:ListSubjects',
        'rolesanywhere:ListTagsForResource',
        'rolesanywhere:ListTrustAnchors',
        'sts:GetCallerIdentity',
      ],
      // AWS knows no resources of these actions.
      Resource: '*',
    },
    {
      Sid: 'ReadRolesAnywhere',
      Effect: 'Allow',
      Action: ['rolesanywhere:GetProfile', 'rolesanywhere:GetTrustAnchor'],
      Resource: ['profile', 'trust-anchor'].map((kind) => anywhereArn(scope, kind)),
    },
    {
      Sid: 'ReadRoles',
      Effect: 'Allow',
      Action: [
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies',
        'iam:ListRolePolicies',
      ],
      // All of them: a role that isn't there yet has no path and no tag to go by.
      Resource: roleArn(scope, 'role/*'),
    },
  ];
}

/** All resources of a kind of Roles Anywhere, in the region and account. */
export function anywhereArn({ partition, region, account }: PermissionScope, kind: string): string {
  return formatArn({ partition, service: 'rolesanywhere', region, account, resource: `${kind}/*` });
}

/** @param resource `role/NAME`, wildcards allowed */
export function roleArn({ partition, account }: PermissionScope, resource: string): string {
  return formatArn({ partition, service: 'iam', region: '', account, resource });
}
