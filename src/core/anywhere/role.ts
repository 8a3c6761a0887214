import type { Tags } from './tags.ts';

/** An IAM role. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  /** `/`, or `/teams/web/` */
  readonly path: string;
  /** JSON */
  readonly trustPolicy: string;
  /** Seconds */
  readonly maxSessionDuration: number;
  readonly tags: Tags;
  /** ARN of a policy that bounds whatever others give. */
  readonly permissionsBoundary?: string | undefined;
}

/** IAM's limit of a trust policy, in characters without white space; AWS can raise it. */
export const maximumTrustPolicyLength = 2048;

/** IAM's limit of all inline policies of a role together, in characters without white space. */
export const maximumInlinePolicyLength = 10_240;

/** IAM's limit. */
export const maximumTagsOfRole = 50;
