import { percentEncode } from '../../core/session/percent-encode.ts';
import type { XmlElements } from '../query/xml.ts';
import type { RoleRecord } from '../state.ts';
import { tagMembers } from './tags.ts';

/** A role as lists show it. */
export function listedRole(role: RoleRecord): XmlElements {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: percentEncode(role.trustPolicy),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: role.maxSessionDuration,
  };
}

/** A role as it is shown by itself. */
export function wholeRole(role: RoleRecord): XmlElements {
  return {
    ...listedRole(role),
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: role.permissionsBoundary,
          },
    Tags: Object.keys(role.tags).length === 0 ? undefined : tagMembers(role.tags),
    RoleLastUsed: {},
  };
}
