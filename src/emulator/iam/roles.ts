import type { QueryInput } from '../query/query-input.ts';
import type { QueryOperation } from '../query/query-service.ts';
import { addRole, isRoleNameTaken } from './add-role.ts';
import { checkTrustPolicy } from './check-trust-policy.ts';
import {
  description,
  document,
  longestSessionSeconds,
  path,
  pathPrefix,
  roleName,
  shortestSessionSeconds,
} from './constraints.ts';
import { findOwnRole, findRole } from './find-role.ts';
import { deleteConflict, entityAlreadyExists } from './iam-errors.ts';
import { readPage } from './page.ts';
import { readPermissionsBoundary } from './permissions-boundary.ts';
import { listedRole, wholeRole } from './role-xml.ts';
import { mergeTags, readTags } from './tags.ts';

export const createRole: QueryOperation = ({ input, account }) => {
  const wanted = {
    name: input.text('RoleName', roleName),
    path: input.optionalText('Path', path) ?? '/',
    description: input.optionalText('Description', description) ?? '',
    trustPolicy: input.text('AssumeRolePolicyDocument', document),
    maxSessionDuration: readSessionDuration(input) ?? shortestSessionSeconds,
    tags: mergeTags({}, readTags(input)),
  };
  const permissionsBoundary = readPermissionsBoundary(input, account);
  if (isRoleNameTaken(wanted.name, account)) {
    throw entityAlreadyExists(`Role with name ${wanted.name} already exists.`);
  }
  checkTrustPolicy(wanted.trustPolicy, account);
  const role = addRole(wanted, account);
  if (permissionsBoundary !== undefined) role.permissionsBoundary = permissionsBoundary;
  return { Role: wholeRole(role) };
};

export const getRole: QueryOperation = (call) => ({ Role: wholeRole(findRole(call)) });

export const listRoles: QueryOperation = ({ input, account }) => {
  const prefix = input.optionalText('PathPrefix', pathPrefix) ?? '/';
  const roles = account.state.roles.filter((role) => role.path.startsWith(prefix));
  const page = readPage(input, roles, (role) => `${role.path}${role.name}`);
  return { Roles: page.items.map(listedRole), ...page.elements };
};

export const updateRole: QueryOperation = (call) => {
  const role = findOwnRole(call);
  const seconds = readSessionDuration(call.input);
  const text = call.input.optionalText('Description', description);
  if (seconds !== undefined) role.maxSessionDuration = seconds;
  if (text !== undefined) role.description = text;
  return {};
};

export const updateAssumeRolePolicy: QueryOperation = (call) => {
  const role = findOwnRole(call);
  const trustPolicy = call.input.text('PolicyDocument', document);
  checkTrustPolicy(trustPolicy, call.account);
  role.trustPolicy = trustPolicy;
  return undefined;
};

export const deleteRole: QueryOperation = (call) => {
  const role = findOwnRole(call);
  if (role.attachedPolicyArns.length > 0) {
    throw deleteConflict('Cannot delete entity, must detach all policies first.');
  }
  if (Object.keys(role.inlinePolicies).length > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
  const { roles } = call.account.state;
  roles.splice(roles.indexOf(role), 1);
  return undefined;
};

function readSessionDuration(input: QueryInput): number | undefined {
  return input.optionalInteger('MaxSessionDuration', shortestSessionSeconds, longestSessionSeconds);
}
