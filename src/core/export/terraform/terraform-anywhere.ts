import { wantedNotificationSettings } from '../../anywhere/trust-anchor.ts';
import type { InitTarget, TargetRole } from '../../plan/init/init-target.ts';
import { profileFields } from '../../plan/init/profile-fields.ts';
import { adoptedRoleArn } from '../adopted-role-arn.ts';
import { argument, hclBlock, hclHeredoc, hclList, hclMap, hclString } from './hcl.ts';
import { importBlock } from './import-block.ts';

export const trustAnchorLabel = 'aws_rolesanywhere_trust_anchor.iamra';
export const profileLabel = 'aws_rolesanywhere_profile.iamra';

/** The trust anchor, with what it tells of. */
export function terraformTrustAnchor(target: InitTarget, caCertificate: string): string[] {
  const { name, arn } = target.trustAnchor;
  const source = hclBlock(
    'source',
    [argument('source_type', hclString('CERTIFICATE_BUNDLE'))],
    [
      hclBlock('source_data', [
        argument('x509_certificate_data', hclHeredoc([caCertificate], 'CERTIFICATE')),
      ]),
    ],
  );
  const notifications = wantedNotificationSettings.map(({ event, enabled, threshold }) =>
    hclBlock('notification_settings', [
      argument('event', hclString(event)),
      argument('enabled', String(enabled)),
      argument('threshold', threshold === undefined ? undefined : String(threshold)),
    ]),
  );
  const resource = hclBlock(
    header(trustAnchorLabel),
    [
      argument('name', hclString(name)),
      argument('enabled', 'true'),
      argument('tags', hclMap(target.tags)),
    ],
    [source, ...notifications],
  );
  return [...(arn === undefined ? [] : [importBlock(trustAnchorLabel, idOf(arn))]), resource];
}

/** The Roles Anywhere profile, without its attribute mappings: the provider has no argument for them. */
export function terraformProfile(
  target: InitTarget,
  labels: ReadonlyMap<string, string>,
): string[] {
  const fields = profileFields(target.profile, []);
  const { arn } = target.profile;
  const { sessionPolicy } = fields;
  const resource = hclBlock(header(profileLabel), [
    argument('name', hclString(fields.name)),
    argument('enabled', 'true'),
    argument('duration_seconds', String(fields.durationSeconds)),
    argument('accept_role_session_name', String(fields.acceptRoleSessionName)),
    argument('role_arns', hclList(target.roles.map((role) => roleArn(target, role, labels)))),
    argument('managed_policy_arns', hclList(fields.managedPolicyArns.map(hclString))),
    argument(
      'session_policy',
      sessionPolicy === undefined ? undefined : hclHeredoc([sessionPolicy], 'POLICY'),
    ),
    argument('tags', hclMap(target.tags)),
  ]);
  return [...(arn === undefined ? [] : [importBlock(profileLabel, idOf(arn))]), resource];
}

function roleArn(
  target: InitTarget,
  role: TargetRole,
  labels: ReadonlyMap<string, string>,
): string {
  const label = labels.get(role.name);
  return label === undefined
    ? hclString(adoptedRoleArn(target, role))
    : `aws_iam_role.${label}.arn`;
}

function header(label: string): string {
  const [type = '', name = ''] = label.split('.');
  return `resource "${type}" "${name}"`;
}

function idOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
