import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetRoleCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { ListProfilesCommand, ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { iamClient, rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { applyTerraform, knownResources, terraformResources } from './support/apply-terraform.ts';
import { type ExportedSide, exportedSide } from './support/exported-side.ts';
import { pythonModule } from './support/python-program.ts';
import { runProgram } from './support/run-program.ts';
import { evaluateTerraform, type TerraformBlock } from './support/terraform.ts';
import { providerArguments } from './support/terraform-provider.ts';

const names = { web: 'web', we_b_b: 'we=b.b' };
const roles = { web: { name: 'web', arn: 'w' }, we_b_b: { name: 'we=b.b', arn: 'b' } };

let side: ExportedSide;
let file: string;
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
  side = await exportedSide();
  file = join(side.folder, 'main.tf');
  const { exitCode, stderr } = await side.run({}, 'export', 'terraform', '--out', file);
  expect(exitCode, stderr).toBe(0);
});

afterAll(async () => {
  await emulator.close();
  await side.remove();
});

function environment({ url, account }: RunningEmulator): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: side.folder,
    AWS_ENDPOINT_URL: url,
    AWS_DEFAULT_REGION: account.region,
    AWS_ACCESS_KEY_ID: account.administrator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: account.administrator.secretAccessKey,
  };
}

test('HashiCorp’s parser takes it, and terraform fmt would change nothing', async () => {
  const { formatted, blocks } = await evaluateTerraform(file, knownResources('a', roles));
  expect(formatted).toBe(true);
  expect(blocks.filter(({ type }) => type === 'resource')).toHaveLength(6);
});

test('the provider for AWS has every resource and argument in it', async () => {
  const { blocks } = await evaluateTerraform(file, knownResources('a', roles));
  for (const block of blocks.filter(({ type }) => type === 'resource')) {
    await expectArguments(block.labels[0] ?? '', block, []);
  }
  // If this fails, the provider has learnt what our comment says that it lacks.
  const profile = await providerArguments('aws_rolesanywhere_profile', []);
  expect(profile.filter((name) => name.includes('mapping'))).toEqual([]);
});

async function expectArguments(
  type: string,
  { attributes, blocks }: TerraformBlock,
  path: readonly string[],
): Promise<void> {
  const known = await providerArguments(type, path);
  const used = [...Object.keys(attributes), ...blocks.map((block) => block.type)];
  expect(known).toEqual(expect.arrayContaining(used));
  for (const block of blocks) await expectArguments(type, block, [...path, block.type]);
}

test('its policies are byte for byte those that init sends', async () => {
  const other = await exportedSide();
  const init = await other.run(environment(emulator), 'init', '--yes', '--no-cluster');
  await other.remove();
  expect(init.exitCode, init.stderr).toBe(0);
  const client = rolesAnywhereClient(emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  const anchor = trustAnchors[0]?.trustAnchorArn ?? '';
  const resources = await terraformResources(file, knownResources(anchor, roles));
  const argument = (address: string, name: string): unknown =>
    resources.get(address)?.attributes[name];

  const iam = iamClient(emulator);
  for (const [label, RoleName] of Object.entries(names)) {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const sent = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
    expect(argument(`aws_iam_role.${label}`, 'assume_role_policy')).toBe(sent);
  }
  const inline = { RoleName: 'web', PolicyName: 'iamra-read' };
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(inline));
  expect(argument('aws_iam_role_policy.web_1', 'policy')).toBe(decodeURIComponent(PolicyDocument));
  const { profiles = [] } = await client.send(new ListProfilesCommand({}));
  const sessionPolicy = argument('aws_rolesanywhere_profile.iamra', 'session_policy');
  expect(sessionPolicy).toBe(profiles[0]?.sessionPolicy);
});

test('what Terraform makes of it, with the commands in its comment, leaves init nothing to change', async () => {
  const fresh = await startEmulator();
  try {
    const id = await applyTerraform(file, names, fresh);
    for (const command of await commandsIn(file, id)) {
      const [, ...words] = command.split(' ');
      const aws = await pythonModule('awscli', ...words);
      const { exitCode, stderr } = await runProgram(aws, { environment: environment(fresh) });
      expect(exitCode, stderr).toBe(0);
    }
    const init = await side.run(environment(fresh), 'init', '--yes', '--no-cluster');
    expect(init.stdout + init.stderr).toContain('Nothing to change');
    expect(init.exitCode).toBe(0);
    const config = await readFile(join(side.folder, 'iamra.yaml'), 'utf8');
    expect(config.match(/ arn: /g)).toHaveLength(4);
    const again = await side.run(environment(fresh), 'export', 'terraform');
    expect(again.stdout.match(/^import \{$/gm)).toHaveLength(4);
  } finally {
    await fresh.close();
  }
});

async function commandsIn(path: string, profileId: string): Promise<string[]> {
  const text = await readFile(path, 'utf8');
  const commands = [...text.matchAll(/^# {3}(aws .*)$/gm)].map(([, command = '']) => command);
  expect(commands).toHaveLength(3);
  return commands.map((command) =>
    command.replace('"$(terraform output -raw iamra_profile_id)"', profileId),
  );
}
