import type { Role as SdkRole } from '@aws-sdk/client-iam';
import type { Role } from '../../core/anywhere/role.ts';
import type { Tags } from '../../core/anywhere/tags.ts';

const defaultSessionSeconds = 3600;

/** Reads a role of the SDK. @throws {Error} where the answer holds none */
export function parseRole(role: SdkRole | undefined): Role {
  if (role?.RoleName === undefined || role.Arn === undefined)
    throw new Error('no role in the answer');
  const permissionsBoundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name: role.RoleName,
    arn: role.Arn,
    path: role.Path ?? '/',
    trustPolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    maxSessionDuration: role.MaxSessionDuration ?? defaultSessionSeconds,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key, Value])) as Tags,
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
  };
}
