import { clusterTag } from '../../anywhere/tags.ts';
import { rolesAnywherePrincipal } from '../../iam/role-trust-policy.ts';
import { taggedAsOurs } from './anywhere-statements.ts';
import type { ExportedStatement } from './exported-policy.ts';
import type { PermissionScope } from './permission-scope.ts';
import { roleArn } from './reading-statements.ts';

/** What makes, changes and deletes the roles of the cluster, and hands them to Roles Anywhere. */
export function roleStatements(scope: PermissionScope): ExportedStatement[] {
  const { cluster, adoptedRoles } = scope;
  const resources = scope.roles.map((role) => roleArn(scope, role));
  const ours = { StringEquals: { [`aws:ResourceTag/${clusterTag}`]: cluster } };
  const allow = (
    Sid: string,
    names: readonly string[],
    Condition: ExportedStatement['Condition'] = ours,
  ): ExportedStatement => {
    const Action = names.map((name) => `iam:${name}`);
    return { Sid, Effect: 'Allow', Action, Resource: resources, Condition };
  };
  const tagged = { StringEquals: { [`aws:RequestTag/${clusterTag}`]: cluster } };
  return [
    allow('CreateRoles', ['CreateRole'], { ...tagged, ...boundary(scope) }),
    allow('TagCreatedRoles', ['TagRole'], taggedAsOurs(cluster)),
    allow('ChangeRoles', [
      'DeleteRole',
      'DeleteRolePolicy',
      'DetachRolePolicy',
      'TagRole',
      'UpdateAssumeRolePolicy',
      'UpdateRole',
    ]),
    ...(scope.managedPolicies?.length === 0
      ? []
      : [
          allow('AttachPolicies', ['AttachRolePolicy'], {
            ...ours,
            ...arns({ 'iam:PolicyARN': scope.managedPolicies, ...boundaryKey(scope) }),
          }),
        ]),
    ...(scope.inlinePolicies
      ? [allow('WritePolicies', ['PutRolePolicy'], { ...ours, ...boundary(scope) })]
      : []),
    ...(scope.boundaries.length === 0
      ? []
      : [
          allow('BoundRoles', ['PutRolePermissionsBoundary'], {
            ...ours,
            ...arns({ 'iam:PermissionsBoundary': scope.boundaries }),
          }),
        ]),
    ...adoption(adoptedRoles),
    readPolicies(scope),
    {
      Sid: 'PassRoles',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      // AWS advises against tags here: what they give is not reliable.
      Resource: [...resources, ...adoptedRoles],
      Condition: { StringEquals: { 'iam:PassedToService': rolesAnywherePrincipal } },
    },
  ];
}

/** AWS looks at the policies that are to limit sessions by the rights of who names them. */
function readPolicies({ partition, account }: PermissionScope): ExportedStatement {
  return {
    Sid: 'ReadPolicies',
    Effect: 'Allow',
    Action: ['iam:GetPolicy'],
    Resource: ['aws', account].map((owner) => `arn:${partition}:iam::${owner}:policy/*`),
  };
}

function adoption(roles: readonly string[]): ExportedStatement[] {
  if (roles.length === 0) return [];
  return [
    {
      Sid: 'AdoptRoles',
      Effect: 'Allow',
      Action: ['iam:UpdateAssumeRolePolicy'],
      Resource: roles,
    },
  ];
}

/** A role without boundary does not meet it. */
function boundary(scope: PermissionScope): NonNullable<ExportedStatement['Condition']> {
  return arns(boundaryKey(scope));
}

function boundaryKey({
  boundaries,
  boundaryDemanded,
}: PermissionScope): Record<string, readonly string[] | undefined> {
  return boundaryDemanded ? { 'iam:PermissionsBoundary': boundaries } : {};
}

function arns(
  keys: Readonly<Record<string, readonly string[] | undefined>>,
): NonNullable<ExportedStatement['Condition']> {
  const wanted = Object.entries(keys).flatMap(([key, values]) =>
    values === undefined ? [] : [[key, values] as const],
  );
  return wanted.length === 0 ? {} : { ArnLike: Object.fromEntries(wanted) };
}
