import type { Role } from '../../anywhere/role.ts';
import type { Change } from '../change.ts';

/** A role with all that must be gone before IAM deletes it. */
export interface DeletableRole {
  readonly role: Role;
  readonly attachedPolicyArns: readonly string[];
  readonly inlinePolicyNames: readonly string[];
}

/** One write on the way to a role's end. */
export type RoleDeletionStep =
  | {
      readonly kind: 'detach-policy';
      readonly title: string;
      readonly role: Role;
      readonly policyArn: string;
    }
  | {
      readonly kind: 'delete-inline-policy';
      readonly title: string;
      readonly role: Role;
      readonly policyName: string;
    }
  | { readonly kind: 'delete-role'; readonly title: string; readonly role: Role };

/** A role's end: its policies first. */
export function planRoleDeletion(found: DeletableRole): {
  readonly change: Change;
  readonly steps: readonly RoleDeletionStep[];
} {
  const { role, attachedPolicyArns, inlinePolicyNames } = found;
  return {
    change: {
      action: 'delete',
      resource: `role ${role.name}`,
      details: [
        role.arn,
        ...attachedPolicyArns.map((arn) => `policy ${arn}: detached`),
        ...inlinePolicyNames.map((name) => `policy ${name} in the role: deleted`),
      ],
    },
    steps: [
      ...attachedPolicyArns.map((policyArn) => detachStep(role, policyArn)),
      ...inlinePolicyNames.map((policyName) => inlineStep(role, policyName)),
      { kind: 'delete-role', title: `Delete role ${role.name}`, role },
    ],
  };
}

function detachStep(role: Role, policyArn: string): RoleDeletionStep {
  const name = policyArn.split('/').at(-1) ?? policyArn;
  return { kind: 'detach-policy', title: `Detach ${name} from role ${role.name}`, role, policyArn };
}

function inlineStep(role: Role, policyName: string): RoleDeletionStep {
  const title = `Delete policy ${policyName} of role ${role.name}`;
  return { kind: 'delete-inline-policy', title, role, policyName };
}
