import type { InitTarget, TargetRole } from '../../plan/init/init-target.ts';
import { roleDescription } from '../../plan/init/role-description.ts';
import { roleSessionDuration } from '../../plan/init/role-session-duration.ts';
import { roleTrustPolicyText } from '../../plan/init/role-trust-policy-text.ts';
import { withReference } from '../referencing-text.ts';
import { trustAnchorPlaceholder } from '../trust-anchor-placeholder.ts';
import { argument, hclBlock, hclHeredoc, hclMap, hclString } from './hcl.ts';
import { importBlock } from './import-block.ts';
import { trustAnchorLabel } from './terraform-anywhere.ts';

/** A role with its policies, each a resource of its own. */
export function terraformRole(target: InitTarget, role: TargetRole, label: string): string[] {
  return [
    ...(role.arn === undefined ? [] : [importBlock(`aws_iam_role.${label}`, role.name)]),
    roleResource(target, role, label),
    ...role.managedPolicies.map((arn, index) =>
      hclBlock(`resource "aws_iam_role_policy_attachment" "${label}_${index + 1}"`, [
        argument('role', `aws_iam_role.${label}.name`),
        argument('policy_arn', hclString(arn)),
      ]),
    ),
    ...role.inlinePolicies.map(({ name, document }, index) =>
      hclBlock(`resource "aws_iam_role_policy" "${label}_${index + 1}"`, [
        argument('role', `aws_iam_role.${label}.name`),
        argument('name', hclString(name)),
        argument('policy', hclHeredoc([document], 'POLICY')),
      ]),
    ),
  ];
}

function roleResource(target: InitTarget, role: TargetRole, label: string): string {
  const placeholder = trustAnchorPlaceholder(target);
  const policy = withReference(
    roleTrustPolicyText(target, role, placeholder),
    placeholder,
    `${trustAnchorLabel}.arn`,
  );
  const { permissionsBoundary } = role;
  return hclBlock(`resource "aws_iam_role" "${label}"`, [
    argument('name', hclString(role.name)),
    argument('path', hclString(role.path)),
    argument('description', hclString(roleDescription(target.cluster))),
    argument('max_session_duration', String(roleSessionDuration(target))),
    argument(
      'permissions_boundary',
      permissionsBoundary === undefined ? undefined : hclString(permissionsBoundary),
    ),
    argument('assume_role_policy', hclHeredoc(policy, 'POLICY')),
    argument('tags', hclMap(role.tags)),
  ]);
}
