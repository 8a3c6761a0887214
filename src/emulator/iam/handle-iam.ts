import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import { authorize } from '../permissions/authorize.ts';
import type { Demand } from '../permissions/demand.ts';
import { iamDemands } from '../permissions/iam-demands.ts';
import { QueryError } from '../query/query-error.ts';
import { handleQuery, type QueryCall, type QueryOperation } from '../query/query-service.ts';
import {
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
} from './attached-policies.ts';
import {
  deleteRolePolicy,
  getRolePolicy,
  listRolePolicies,
  putRolePolicy,
} from './inline-policies.ts';
import { createPolicy, deletePolicy, getPolicy } from './managed-policies.ts';
import {
  deleteRolePermissionsBoundary,
  putRolePermissionsBoundary,
} from './permissions-boundary.ts';
import { listRoleTags, tagRole, untagRole } from './role-tags.ts';
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateAssumeRolePolicy,
  updateRole,
} from './roles.ts';
import { createServiceLinkedRole } from './service-linked-role.ts';

const operations: Readonly<Record<string, QueryOperation>> = {
  AttachRolePolicy: attachRolePolicy,
  CreatePolicy: createPolicy,
  CreateRole: createRole,
  CreateServiceLinkedRole: createServiceLinkedRole,
  DeletePolicy: deletePolicy,
  DeleteRole: deleteRole,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  GetPolicy: getPolicy,
  GetRole: getRole,
  GetRolePolicy: getRolePolicy,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListRolePolicies: listRolePolicies,
  ListRoles: listRoles,
  ListRoleTags: listRoleTags,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  TagRole: tagRole,
  UntagRole: untagRole,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
};

/** Roles and policies of IAM, query protocol. */
export function handleIam(request: EmulatorRequest, account: EmulatorAccount): EmulatorResponse {
  return handleQuery(request, account, {
    name: 'iam',
    version: '2010-05-08',
    operations,
    authorize: demandPermission,
  });
}

function demandPermission(call: QueryCall): readonly Demand[] | undefined {
  const { refusal, demands } = authorize(call.caller, iamDemands(call), call.account);
  if (refusal === undefined) return demands;
  throw new QueryError('AccessDenied', 403, refusal.message, refusal.explanation);
}
