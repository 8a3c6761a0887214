import { clusterTag } from '../../anywhere/tags.ts';
import { rolesAnywherePrincipal } from '../../iam/role-trust-policy.ts';
import type { ExportedStatement } from './exported-policy.ts';
import type { PermissionScope } from './permission-scope.ts';
import { anywhereArn, roleArn } from './reading-statements.ts';

/** What makes, changes and deletes trust anchor, Roles Anywhere profile and revocation lists of the cluster. */
export function anywhereStatements(scope: PermissionScope): ExportedStatement[] {
  const { cluster, region } = scope;
  const resources = ['crl', 'profile', 'trust-anchor'].map((kind) => anywhereArn(scope, kind));
  return [
    {
      Sid: 'ReadSubjects',
      Effect: 'Allow',
      Action: ['rolesanywhere:GetSubject'],
      Resource: anywhereArn(scope, 'subject'),
    },
    {
      Sid: 'Create',
      Effect: 'Allow',
      Action: [
        'rolesanywhere:CreateProfile',
        'rolesanywhere:CreateTrustAnchor',
        'rolesanywhere:ImportCrl',
      ],
      Resource: '*',
      Condition: {
        StringEquals: { [`aws:RequestTag/${clusterTag}`]: cluster, 'aws:RequestedRegion': region },
      },
    },
    {
      Sid: 'TagCreated',
      Effect: 'Allow',
      Action: ['rolesanywhere:TagResource'],
      Resource: resources,
      Condition: taggedAsOurs(cluster),
    },
    {
      Sid: 'Change',
      Effect: 'Allow',
      Action: [
        'rolesanywhere:DeleteAttributeMapping',
        'rolesanywhere:DeleteCrl',
        'rolesanywhere:DeleteProfile',
        'rolesanywhere:DeleteTrustAnchor',
        'rolesanywhere:EnableCrl',
        'rolesanywhere:EnableProfile',
        'rolesanywhere:EnableTrustAnchor',
        'rolesanywhere:PutAttributeMapping',
        'rolesanywhere:PutNotificationSettings',
        'rolesanywhere:TagResource',
        'rolesanywhere:UpdateCrl',
        'rolesanywhere:UpdateProfile',
        'rolesanywhere:UpdateTrustAnchor',
      ],
      Resource: resources,
      Condition: { StringEquals: { [`aws:ResourceTag/${clusterTag}`]: cluster } },
    },
    serviceLinkedRole(scope),
  ];
}

/** The first trust anchor of an account brings the service its role. */
function serviceLinkedRole(scope: PermissionScope): ExportedStatement {
  const path = `role/aws-service-role/${rolesAnywherePrincipal}`;
  return {
    Sid: 'CreateServiceLinkedRole',
    Effect: 'Allow',
    Action: ['iam:CreateServiceLinkedRole'],
    Resource: roleArn(scope, `${path}/AWSServiceRoleForRolesAnywhere`),
    Condition: { StringEquals: { 'iam:AWSServiceName': rolesAnywherePrincipal } },
  };
}

/** Tags that say “of this cluster”, on what says so of no other cluster. */
export function taggedAsOurs(cluster: string): NonNullable<ExportedStatement['Condition']> {
  return {
    StringEquals: { [`aws:RequestTag/${clusterTag}`]: cluster },
    StringEqualsIfExists: { [`aws:ResourceTag/${clusterTag}`]: cluster },
  };
}
