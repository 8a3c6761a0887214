import type { InitTarget } from '../../plan/init/init-target.ts';
import { mappingCommands } from '../mapping-commands.ts';
import { argument, hclBlock, hclString } from './hcl.ts';
import { roleLabels } from './role-labels.ts';
import {
  profileLabel,
  terraformProfile,
  terraformTrustAnchor,
  trustAnchorLabel,
} from './terraform-anywhere.ts';
import { terraformRole } from './terraform-roles.ts';

/**
 * What `init` would make, as Terraform configuration.
 * @param caCertificate PEM, without a key
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rolesanywhere_profile
 */
export function terraformText(target: InitTarget, caCertificate: string): string {
  const made = target.roles.filter(({ adopted }) => !adopted);
  const labels = roleLabels(made.map(({ name }) => name));
  const parts = [
    comment(heading(target)),
    settings(),
    provider(target),
    ...terraformTrustAnchor(target, caCertificate),
    ...made.flatMap((role) => terraformRole(target, role, labels.get(role.name) ?? role.name)),
    comment(mappings(target)),
    ...terraformProfile(target, labels),
    output('iamra_trust_anchor_arn', `${trustAnchorLabel}.arn`),
    output('iamra_profile_arn', `${profileLabel}.arn`),
    output('iamra_profile_id', `${profileLabel}.id`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function heading({ cluster, account, region, roles }: InitTarget): string[] {
  const adopted = roles.filter((role) => role.adopted).map(({ name }) => name);
  return [
    `The AWS side of cluster ${cluster}: account ${account}, region ${region}. Written by iamra export terraform.`,
    'Leave out “terraform” and “provider” where your configuration has its own.',
    ...(adopted.length === 0
      ? []
      : [
          `Not here, since others made them: the trust policies of ${adopted.join(', ')}. “iamra init” adds its statement.`,
        ]),
  ];
}

function mappings({ region }: InitTarget): string[] {
  return [
    'The provider has no argument for attribute mappings, which make session tags of a certificate’s fields.',
    'After “terraform apply” run “iamra init”, or:',
    ...mappingCommands(region, '"$(terraform output -raw iamra_profile_id)"').map(
      (command) => `  ${command}`,
    ),
  ];
}

function settings(): string {
  const aws = '{\n  source  = "hashicorp/aws"\n  version = ">= 6.25"\n}';
  return hclBlock(
    'terraform',
    [argument('required_version', hclString('>= 1.5'))],
    [hclBlock('required_providers', [argument('aws', aws)])],
  );
}

/** Nothing is made in another account by mistake. */
function provider({ region, account }: InitTarget): string {
  return hclBlock('provider "aws"', [
    argument('region', hclString(region)),
    argument('allowed_account_ids', `[${hclString(account)}]`),
  ]);
}

function output(name: string, value: string): string {
  return hclBlock(`output "${name}"`, [{ name: 'value', value }]);
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line}`).join('\n');
}
