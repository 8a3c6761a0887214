import type { ConditionBlock } from '../../iam/role-trust-policy.ts';

/** A policy of what somebody may do, as the JSON that IAM takes. */
export interface ExportedPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly ExportedStatement[];
}

export interface ExportedStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: ConditionBlock;
}

/** IAM's limit of a managed policy, in characters without white space. */
export const maximumPolicyLength = 6144;

/** What IAM counts of a policy. */
export function policyLength(policy: ExportedPolicy): number {
  return JSON.stringify(policy).replace(/\s/g, '').length;
}
