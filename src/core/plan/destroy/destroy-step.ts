import type { RoleDeletionStep } from '../role/delete-role.ts';

interface Deletion {
  readonly title: string;
  readonly id: string;
  readonly arn: string;
}

/** One write, in the order of the plan. */
export type DestroyStep =
  | ({ readonly kind: 'delete-revocation-list' } & Deletion)
  | ({ readonly kind: 'delete-profile' } & Deletion)
  | ({ readonly kind: 'delete-trust-anchor' } & Deletion)
  | RoleDeletionStep;

/** The ARN of what is gone after the step; undefined where it only prepares for that. */
export function goneAfter(step: DestroyStep): string | undefined {
  if (step.kind === 'delete-role') return step.role.arn;
  return 'arn' in step ? step.arn : undefined;
}
