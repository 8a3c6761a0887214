import type { CreateRoleCommandInput } from '@aws-sdk/client-iam';
import type { RunningEmulator } from '../../../src/emulator/emulator-options.ts';
import {
  makeProfile,
  makeRoleWithPolicies,
  makeTrustAnchor,
} from '../../fixtures/made-by-others.ts';
import { evaluateTerraform, type KnownResources, type TerraformBlock } from './terraform.ts';

type Resources = ReadonlyMap<string, TerraformBlock>;

/** The resources of a configuration by type and label, all references put in their places. */
export async function terraformResources(file: string, known: KnownResources): Promise<Resources> {
  const { blocks } = await evaluateTerraform(file, known);
  const resources = blocks.filter(({ type }) => type === 'resource');
  return new Map(resources.map((block) => [block.labels.join('.'), block]));
}

/** What resources refer to, with the ARNs that they get. */
export function knownResources(
  trustAnchorArn: string,
  roles: Readonly<Record<string, { readonly name: string; readonly arn: string }>>,
  profileId = 'profile-id',
): KnownResources {
  return {
    aws_rolesanywhere_trust_anchor: { iamra: { arn: trustAnchorArn } },
    aws_rolesanywhere_profile: { iamra: { arn: 'profile-arn', id: profileId } },
    aws_iam_role: roles,
  };
}

/** Makes what the configuration asks for, as Terraform's provider would; gives the profile's id. */
export async function applyTerraform(
  file: string,
  names: Readonly<Record<string, string>>,
  emulator: RunningEmulator,
): Promise<string> {
  const roles = Object.fromEntries(
    Object.entries(names).map(([label, name]) => [label, { name, arn: '' }]),
  );
  const first = await terraformResources(file, knownResources('', roles));
  const anchor = await makeTrustAnchor(emulator, trustAnchorBody(first));
  const second = await terraformResources(file, knownResources(anchor, roles));
  for (const label of Object.keys(names)) {
    const arn = await makeRole(second, label, emulator);
    roles[label] = { name: names[label] ?? '', arn };
  }
  const third = await terraformResources(file, knownResources(anchor, roles));
  return makeProfile(emulator, profileBody(third));
}

function trustAnchorBody(resources: Resources): object {
  const { attributes, blocks } = resourceOf(resources, 'aws_rolesanywhere_trust_anchor.iamra');
  const [source] = blocks.filter(({ type }) => type === 'source');
  const [data] = source?.blocks ?? [];
  return {
    name: attributes['name'],
    enabled: attributes['enabled'],
    source: {
      sourceType: source?.attributes['source_type'],
      sourceData: { x509CertificateData: data?.attributes['x509_certificate_data'] },
    },
    notificationSettings: blocks
      .filter(({ type }) => type === 'notification_settings')
      .map((block) => block.attributes),
    tags: tagList(attributes['tags'], 'key', 'value'),
  };
}

function makeRole(resources: Resources, label: string, emulator: RunningEmulator): Promise<string> {
  const { attributes } = resourceOf(resources, `aws_iam_role.${label}`);
  const of = (type: string): TerraformBlock[] =>
    [...resources.values()].filter(
      ({ labels, attributes: { role } }) => labels[0] === type && role === attributes['name'],
    );
  const input: Record<string, unknown> = {
    RoleName: attributes['name'],
    Path: attributes['path'],
    Description: attributes['description'],
    MaxSessionDuration: attributes['max_session_duration'],
    PermissionsBoundary: attributes['permissions_boundary'],
    AssumeRolePolicyDocument: attributes['assume_role_policy'],
    Tags: tagList(attributes['tags'], 'Key', 'Value'),
  };
  return makeRoleWithPolicies(emulator, input as unknown as CreateRoleCommandInput, {
    managed: of('aws_iam_role_policy_attachment').map((block) => text(block, 'policy_arn')),
    inline: of('aws_iam_role_policy').map((block) => ({
      name: text(block, 'name'),
      document: text(block, 'policy'),
    })),
  });
}

function profileBody(resources: Resources): object {
  const { attributes } = resourceOf(resources, 'aws_rolesanywhere_profile.iamra');
  return {
    name: attributes['name'],
    enabled: attributes['enabled'],
    durationSeconds: attributes['duration_seconds'],
    acceptRoleSessionName: attributes['accept_role_session_name'],
    roleArns: attributes['role_arns'],
    managedPolicyArns: attributes['managed_policy_arns'],
    sessionPolicy: attributes['session_policy'],
    tags: tagList(attributes['tags'], 'key', 'value'),
  };
}

function resourceOf(resources: Resources, address: string): TerraformBlock {
  const block = resources.get(address);
  if (block === undefined) throw new Error(`there is no ${address}`);
  return block;
}

function text({ attributes }: TerraformBlock, name: string): string {
  return attributes[name] as string;
}

function tagList(tags: unknown, key: string, value: string): Record<string, string>[] {
  return Object.entries(tags as Record<string, string>).map(([name, held]) => ({
    [key]: name,
    [value]: held,
  }));
}
