import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  type IAMClient,
  PutRolePermissionsBoundaryCommand,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Role } from '../../core/anywhere/role.ts';
import type { Tags } from '../../core/anywhere/tags.ts';
import { callAws } from '../aws-error.ts';
import type { RoleInput, Roles } from '../iam.ts';
import { parseRole } from './parse-role.ts';
import { unlessNoSuchEntity } from './unless-no-such-entity.ts';

/** The calls about roles themselves. */
export function roleCalls(client: IAMClient): Roles {
  return {
    getRole: (RoleName) =>
      callAws('GetRole', () =>
        unlessNoSuchEntity(async () =>
          parseRole((await client.send(new GetRoleCommand({ RoleName }))).Role),
        ),
      ),
    listRoles: () =>
      callAws('ListRoles', async () => {
        const roles: Role[] = [];
        for await (const page of paginateListRoles({ client }, {})) {
          roles.push(...(page.Roles ?? []).map(parseRole));
        }
        return roles;
      }),
    createRole: (input) => callAws('CreateRole', () => createRole(client, input)),
    updateTrustPolicy: (RoleName, PolicyDocument) =>
      callAws('UpdateAssumeRolePolicy', async () => {
        await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      }),
    updateMaxSessionDuration: (RoleName, MaxSessionDuration) =>
      callAws('UpdateRole', async () => {
        await client.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration }));
      }),
    putPermissionsBoundary: (RoleName, PermissionsBoundary) =>
      callAws('PutRolePermissionsBoundary', async () => {
        await client.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
      }),
    deletePermissionsBoundary: (RoleName) =>
      callAws('DeleteRolePermissionsBoundary', async () => {
        await client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
      }),
    tagRole: (RoleName, tags) =>
      callAws('TagRole', async () => {
        await client.send(new TagRoleCommand({ RoleName, Tags: tagList(tags) }));
      }),
    untagRole: (RoleName, TagKeys) =>
      callAws('UntagRole', async () => {
        await client.send(new UntagRoleCommand({ RoleName, TagKeys: [...TagKeys] }));
      }),
    deleteRole: (RoleName) =>
      callAws('DeleteRole', async () => {
        await client.send(new DeleteRoleCommand({ RoleName }));
      }),
  };
}

async function createRole(client: IAMClient, input: RoleInput): Promise<Role> {
  const { path, permissionsBoundary, trustPolicy, tags } = input;
  const answer = await client.send(
    new CreateRoleCommand({
      RoleName: input.name,
      AssumeRolePolicyDocument: trustPolicy,
      MaxSessionDuration: input.maxSessionDuration,
      Description: input.description,
      Tags: tagList(tags),
      ...(path === undefined ? {} : { Path: path }),
      ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
    }),
  );
  return { ...parseRole(answer.Role), trustPolicy, tags };
}

function tagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
