import type { Role } from '../core/anywhere/role.ts';
import type { Tags } from '../core/anywhere/tags.ts';

export interface RoleInput {
  readonly name: string;
  readonly trustPolicy: string;
  readonly maxSessionDuration: number;
  readonly description: string;
  readonly tags: Tags;
}

/** What iamra needs of IAM; every call throws an IamraError of 2xx. */
export interface Iam {
  /** Undefined where there is none. */
  readonly getRole: (name: string) => Promise<Role | undefined>;
  readonly createRole: (input: RoleInput) => Promise<Role>;
  readonly updateTrustPolicy: (roleName: string, trustPolicy: string) => Promise<void>;
  readonly updateMaxSessionDuration: (roleName: string, seconds: number) => Promise<void>;
  readonly listAttachedPolicies: (roleName: string) => Promise<string[]>;
  readonly attachPolicy: (roleName: string, policyArn: string) => Promise<void>;
}
