import type { Role } from '../core/anywhere/role.ts';
import type { Tags } from '../core/anywhere/tags.ts';

export interface RoleInput {
  readonly name: string;
  /** `/`, or `/teams/web/`; absent: `/`. */
  readonly path?: string | undefined;
  /** JSON */
  readonly trustPolicy: string;
  /** Seconds */
  readonly maxSessionDuration: number;
  readonly description: string;
  readonly tags: Tags;
  /** ARN of a policy */
  readonly permissionsBoundary?: string | undefined;
}

export interface Roles {
  /** Undefined where there is none. */
  readonly getRole: (name: string) => Promise<Role | undefined>;
  /** All of the account, without tags and permissions boundaries: IAM leaves them out of lists. */
  readonly listRoles: () => Promise<Role[]>;
  readonly createRole: (input: RoleInput) => Promise<Role>;
  readonly updateTrustPolicy: (roleName: string, trustPolicy: string) => Promise<void>;
  readonly updateMaxSessionDuration: (roleName: string, seconds: number) => Promise<void>;
  readonly putPermissionsBoundary: (roleName: string, policyArn: string) => Promise<void>;
  readonly deletePermissionsBoundary: (roleName: string) => Promise<void>;
  readonly tagRole: (roleName: string, tags: Tags) => Promise<void>;
  readonly untagRole: (roleName: string, keys: readonly string[]) => Promise<void>;
  /** The role must have no policy left. */
  readonly deleteRole: (roleName: string) => Promise<void>;
}

export interface RolePolicies {
  readonly listAttachedPolicies: (roleName: string) => Promise<string[]>;
  readonly attachPolicy: (roleName: string, policyArn: string) => Promise<void>;
  readonly detachPolicy: (roleName: string, policyArn: string) => Promise<void>;
  /** Names of the policies that live in the role itself. */
  readonly listInlinePolicies: (roleName: string) => Promise<string[]>;
  /** JSON; undefined where there is none. */
  readonly getInlinePolicy: (roleName: string, policyName: string) => Promise<string | undefined>;
  readonly putInlinePolicy: (
    roleName: string,
    policyName: string,
    document: string,
  ) => Promise<void>;
  readonly deleteInlinePolicy: (roleName: string, policyName: string) => Promise<void>;
}

/** What iamra needs of IAM; every call throws an IamraError of 2xx. */
export interface Iam extends Roles, RolePolicies {}
