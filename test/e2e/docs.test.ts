import { symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readConfigFile } from '../../src/files/config-file.ts';
import { irsaTrust } from '../cli/support/irsa-cluster.ts';
import { clusterEnvironment } from '../cluster/cluster-tools.ts';
import { commandsOf, docsBlocks, pages } from '../fixtures/docs-commands.ts';
import { makeRole } from '../fixtures/roles.ts';
import { shortDrain, type UserMachine, userMachine } from './support/installation.ts';
import { removeInstallation } from './support/sound-installation.ts';
import { userPrograms } from './support/user-programs.ts';

/** Commands that show a plan and ask. */
const asking = /^iamra (init|install|ca rotate|role add|migrate irsa)/;

let machine: UserMachine;
const ran = new Set<string>();

beforeAll(setUp);

async function setUp(): Promise<void> {
  machine = await userMachine();
  // Some pages begin with a cluster that has nothing of iamra.
  await machine.kubectl(['delete', 'namespace', 'iamra-system', '--ignore-not-found']);
  await symlink(resolve('charts'), join(machine.directory, 'charts'));
  const [repository = '', tag = ''] = inject('image').split(':');
  const image = [`image.repository=${repository}`, `image.tag=${tag}`];
  // Else drift detection lets up to a minute pass before its first look.
  const values = [...image, shortDrain, 'driftDetection.jitter=0s'];
  await userPrograms(machine.directory, values);
}

afterAll(async () => {
  await removeInstallation(machine);
});

describe('the documentation, on a cluster', () => {
  it('installs with Helm alone, in three steps', async () => {
    await run('docs/chart.md', /^helm upgrade --install/);
    await run('docs/chart.md', /^iamra init/);
    await run('docs/chart.md', /--set trustAnchorArn=ARN/);
  });

  it('shows whom the webhook refuses, and how it is', async () => {
    await run('docs/webhook-down.md', /reason=FailedCreate/);
    await run('docs/webhook-down.md', /get pods,endpointslices/);
    await run('docs/webhook-down.md', /logs --selector/);
    await run('docs/webhook-down.md', /reportingComponent=/);
  });

  it('hands over the CA that the chart made, which can be replaced from then on', async () => {
    await run('docs/ca.md', /^helm upgrade/);
    await run('docs/ca.md', /^kubectl label/);
    await run('docs/ca.md', /^iamra ca rotate$/);
  });

  it('detects drift, and takes away what that has left', async () => {
    await run('docs/drift.md', /^iamra export permissions/);
    await run('docs/drift.md', /^iamra role add/);
    await run('docs/drift.md', /^iamra install .*enabled=true/);
    const certificate = ['certificate', 'iamra-iamra-identity-controller', '-n=iamra-system'];
    await expect
      .poll(() => machine.kubectl(['get', ...certificate, '--ignore-not-found']), pollOptions)
      .not.toBe('');
    await run('docs/drift.md', /^kubectl .* describe/);
    await run('docs/drift.md', /^iamra install .*enabled=false/);
    await run('docs/drift.md', /^kubectl .* delete certificate/);
  });

  it('uninstalls with Helm, and does without Helm in the cluster', async () => {
    await run('docs/chart.md', /^helm uninstall/);
    await run('docs/chart.md', /^kubectl delete crd/);
    await machine.kubectl(['delete', 'namespace', 'iamra-system']);
    await run('docs/chart.md', /^helm template/);
    await run('docs/chart.md', /^kubectl create namespace/);
    await run('docs/chart.md', /^kubectl apply/);
    await run('docs/chart.md', /^kubectl delete clusterissuer/);
    await run('docs/chart.md', /^kubectl delete --ignore-not-found/);
  });

  it('takes the CA that a user has made with cert-manager', async () => {
    await removeInstallation(machine);
    await setUp();
    const manifests = docsBlocks.filter(({ text }) => text.includes('isCA: true'));
    expect(manifests.map(({ page }) => page)).toEqual(['docs/ca.md']);
    await writeFile(join(machine.directory, 'workload-ca.yaml'), manifests[0]?.text ?? '');
    await run('docs/ca.md', /^kubectl apply/);
    const ready = ['--for=condition=Ready', 'certificate/home-workload-ca', '-n=cert-manager'];
    await machine.kubectl(['wait', ...ready]);
    await run('docs/ca.md', /^iamra init .*--ca cluster/);
    await run('README.md', /^iamra install$/);
    await machine.kubectl(['delete', '--filename=-'], manifests[0]?.text ?? '');
  });

  it('reads the annotations of those who come from IRSA', async () => {
    const AssumeRolePolicyDocument = irsaTrust('shop/orders');
    await makeRole(machine.emulator, 'reports', { AssumeRolePolicyDocument });
    await machine.kubectl(['create', 'namespace', 'shop']);
    const manifest = docsBlocks.find(
      ({ page, language }) => page === 'docs/irsa.md' && language === 'yaml',
    );
    await machine.kubectl(['create', '--filename=-'], manifest?.text ?? '');
    await run('docs/irsa.md', /^iamra migrate irsa$/);
    await run('docs/irsa.md', /^iamra install/);
    await run('docs/irsa.md', /^kubectl annotate/);
    await machine.kubectl(['delete', 'namespace', 'shop']);
  });

  it('shows no other command of Helm or kubectl', () => {
    const shown = pages.flatMap(commandsOf).filter((line) => /^(helm|kubectl) /.test(line));
    expect(shown.filter((line) => !ran.has(line))).toEqual([]);
  });
});

const pollOptions = { timeout: 60_000 };

/** Runs the commands of a page that a pattern fits, as somebody does who pastes them and says yes. */
async function run(page: string, pattern: RegExp): Promise<void> {
  const lines = commandsOf(page).filter((line) => pattern.test(line));
  expect(lines, `${page} ${String(pattern)}`).toHaveLength(1);
  for (const line of lines) {
    ran.add(line);
    const { exitCode, all } = await shell(await filledIn(line.replace(asking, '$& --yes')));
    expect(exitCode, `${line}\n${all}`).toBe(0);
  }
}

/** `ARN` stands for what init has printed. */
async function filledIn(line: string): Promise<string> {
  const config = await readConfigFile(join(machine.directory, 'iamra.yaml'));
  return line
    .replace('trustAnchorArn=ARN', `trustAnchorArn=${config?.trustAnchor?.arn ?? ''}`)
    .replace('profileArn=ARN', `profileArn=${config?.profile?.arn ?? ''}`);
}

function shell(line: string) {
  const { administrator, region } = machine.emulator.account;
  return execa('sh', ['-ec', line], {
    cwd: machine.directory,
    reject: false,
    all: true,
    extendEnv: false,
    env: {
      ...clusterEnvironment(inject('kubeconfig')),
      HOME: machine.directory,
      PATH: `${join(machine.directory, 'bin')}:/usr/bin:/bin`,
      AWS_ENDPOINT_URL: machine.emulator.url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: administrator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
    },
  });
}
