import type { RoleStep } from '../../core/plan/init/init-step.ts';
import type { TargetRole } from '../../core/plan/init/init-target.ts';
import { roleDescription } from '../../core/plan/init/role-description.ts';
import { roleSessionDuration } from '../../core/plan/init/role-session-duration.ts';
import { roleTrustPolicyText } from '../../core/plan/init/role-trust-policy-text.ts';
import { type InitProgress, type InitWorld, known } from './init-progress.ts';
import { isRoleUnseen } from './unseen.ts';
import { untilSeen } from './until-seen.ts';

/** Writes one thing of a role. */
export async function applyRoleStep(
  step: RoleStep,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  if (step.kind === 'create-role') return createRole(step.role, progress, world);
  return untilSeen(() => applyToRole(step, progress, world), isRoleUnseen, world.sleep);
}

function applyToRole(
  step: Exclude<RoleStep, { kind: 'create-role' }>,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  const { iam } = world.aws;
  const { name } = step.role;
  switch (step.kind) {
    case 'update-trust-policy':
      return iam.updateTrustPolicy(name, trustPolicy(step.role, progress, world));
    case 'update-session-duration':
      return iam.updateMaxSessionDuration(name, roleSessionDuration(world.target));
    case 'put-permissions-boundary':
      return iam.putPermissionsBoundary(name, step.policyArn);
    case 'tag-role':
      return iam.tagRole(name, step.tags);
    case 'attach-policy':
      return iam.attachPolicy(name, step.policyArn);
    case 'detach-policy':
      return iam.detachPolicy(name, step.policyArn);
    case 'put-inline-policy':
      return iam.putInlinePolicy(name, step.policy.name, step.policy.document);
    case 'delete-inline-policy':
      return iam.deleteInlinePolicy(name, step.policyName);
  }
}

async function createRole(
  role: TargetRole,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  const { name, path, permissionsBoundary, tags } = role;
  const made = await world.aws.iam.createRole({
    name,
    path,
    trustPolicy: trustPolicy(role, progress, world),
    maxSessionDuration: roleSessionDuration(world.target),
    description: roleDescription(world.target.cluster),
    tags,
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
  });
  progress.roleArns.set(name, made.arn);
}

function trustPolicy(role: TargetRole, progress: InitProgress, { target }: InitWorld): string {
  const before = progress.trustPolicies.get(role.name);
  return roleTrustPolicyText(target, role, known(progress.trustAnchor).arn, before);
}
