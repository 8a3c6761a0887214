import type { Iam } from '../../aws/iam.ts';
import type { Role } from '../../core/anywhere/role.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { DeletableRole, RoleDeletionStep } from '../../core/plan/role/delete-role.ts';
import { causeName, unlessGone } from './unless-gone.ts';

/** A role with what hangs on it. */
export async function readDeletableRole(iam: Iam, role: Role): Promise<DeletableRole> {
  return {
    role,
    attachedPolicyArns: await iam.listAttachedPolicies(role.name),
    inlinePolicyNames: await iam.listInlinePolicies(role.name),
  };
}

/**
 * Writes one thing on the way to a role's end; what is gone already is no fault.
 * @throws {IamraError} IAMRA245 where something still hangs on the role
 */
export function applyRoleDeletion(iam: Iam, step: RoleDeletionStep): Promise<void> {
  const { name } = step.role;
  switch (step.kind) {
    case 'detach-policy':
      return unlessGone(() => iam.detachPolicy(name, step.policyArn));
    case 'delete-inline-policy':
      return unlessGone(() => iam.deleteInlinePolicy(name, step.policyName));
    case 'delete-role':
      return deleteRole(iam, name);
  }
}

async function deleteRole(iam: Iam, name: string): Promise<void> {
  try {
    await unlessGone(() => iam.deleteRole(name));
  } catch (cause) {
    if (!/^DeleteConflict/.test(causeName(cause))) throw cause;
    throw new IamraError(
      'IAMRA245',
      `IAM does not delete role ${name}: somebody has attached a policy meanwhile, or it is in an instance profile.`,
      {
        fix: `run the same command again: it takes policies away; of instance profiles: aws iam list-instance-profiles-for-role --role-name ${name}`,
        cause,
      },
    );
  }
}
