import type { Tags } from './roles-anywhere.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** JSON */
  readonly trustPolicy: string;
  /** Seconds */
  readonly maxSessionDuration: number;
  readonly tags: Tags;
}

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
  getRole(name: string): Promise<Role | undefined>;
  createRole(input: RoleInput): Promise<Role>;
  updateTrustPolicy(roleName: string, trustPolicy: string): Promise<void>;
  updateMaxSessionDuration(roleName: string, seconds: number): Promise<void>;
  listAttachedPolicies(roleName: string): Promise<string[]>;
  attachPolicy(roleName: string, policyArn: string): Promise<void>;
}
