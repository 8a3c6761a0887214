import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ended } from '../cli/support/run-iamra.ts';
import {
  type EditedDeployments,
  editedDeployments,
  recreated,
} from './support/edited-deployments.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { removeInstallation, soundInstallation } from './support/sound-installation.ts';
import { deployment, type Workload, type WorkloadSetting } from './support/workloads.ts';

const namespace = 'annotating';
const roleKey = 'iamra.dev/role-arn';
const roleArn = `arn:aws:iam::123456789012:role/${namespace}`;
const otherArn = 'arn:aws:iam::123456789012:role/other';
const trial = ['annotate', 'deployment/web', '--role', namespace, '-n', namespace, '--dry-run'];
const give = ['--role', namespace, '-n', namespace];

let machine: UserMachine;
let setting: WorkloadSetting;
let cluster: EditedDeployments;

beforeAll(async () => {
  machine = await userMachine();
  cluster = editedDeployments(machine, namespace);
  setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  await soundInstallation(machine, { namespace, serviceAccounts: ['web', 'api'] });
  await cluster.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'stranger', namespace },
  });
});

afterEach(async () => {
  const kinds = 'deployments,statefulsets,cronjobs,jobs';
  await machine.kubectl(['delete', kinds, '--all', `-n=${namespace}`, '--wait=false']);
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

describe('what iamra annotate writes', () => {
  it('is its own, beside what others apply to the same object, an empty map of annotations included', async () => {
    const owned = {
      ...bare('web', 'web'),
      metadata: { name: 'web', namespace, labels: { team: 'a' } },
    };
    await cluster.applyAs('team-a', owned);
    await annotate('deployment/web');
    expect(await cluster.ownersOfRole('web')).toEqual(['iamra-cli Apply']);

    await cluster.applyAs('team-a', {
      ...owned,
      metadata: { ...owned.metadata, labels: { team: 'b' } },
    });
    expect(await cluster.templateAnnotations('web')).toEqual({ [roleKey]: roleArn });

    await succeed('unannotate', 'deployment/web', '-n', namespace, '--yes');
    expect(await cluster.templateAnnotations('web')).toEqual({});
    expect(await cluster.ownersOfRole('web')).toEqual([]);
  });

  it('is taken over from an earlier release’s merge patch, in one rollout', async () => {
    await cluster.create(bare('web', 'web'));
    await cluster.patchAs('iamra', 'web', { [roleKey]: otherArn, 'iamra.dev/region': 'eu-west-1' });
    const before = await cluster.generation('web');

    await annotate('deployment/web');
    expect(await cluster.templateAnnotations('web')).toEqual({
      [roleKey]: roleArn,
      'iamra.dev/region': 'eu-west-1',
    });
    expect(await cluster.ownersOfRole('web')).toEqual(['iamra-cli Apply']);
    expect(await cluster.generation('web')).toBe(before + 1);

    await succeed('unannotate', 'deployment/web', '-n', namespace, '--yes');
    expect(await cluster.templateAnnotations('web')).toEqual({});
  });

  it('is refused where somebody else wrote it, who is named, and taken by --force-conflicts alone', async () => {
    await cluster.create(bare('web', 'web'));
    await cluster.patchAs('kubectl-edit', 'web', { [roleKey]: otherArn });
    const before = await cluster.generation('web');
    for (const command of [
      ['annotate', 'deployment/web', ...give],
      ['unannotate', 'deployment/web', '-n', namespace],
    ]) {
      const { stderr, exitCode } = await machine.iamra([...command, '--yes']);
      expect(exitCode, stderr).toBe(4);
      expect(stderr).toContain(`IAMRA152 What would change in Deployment ${namespace}/web`);
      expect(stderr).toContain(`annotation ${roleKey} by kubectl-edit`);
      expect(stderr).toContain('--force-conflicts');
    }
    expect(await cluster.generation('web')).toBe(before);

    await annotate('deployment/web', '--force-conflicts');
    expect(await cluster.ownersOfRole('web')).toEqual(['iamra-cli Apply']);
    expect(await cluster.generation('web')).toBe(before + 1);
    await cluster.patchAs('kubectl-edit', 'web', { [roleKey]: otherArn });
    await succeed('unannotate', 'deployment/web', '-n', namespace, '--yes', '--force-conflicts');
    expect(await cluster.templateAnnotations('web')).toEqual({});
  });

  it('is not made anew where the ServiceAccount has gone, and labels the one that is there', async () => {
    await succeed('annotate', 'sa/api', ...give, '--yes');
    const account = await cluster.read('serviceaccount', 'api');
    expect(account.metadata).toMatchObject({
      annotations: { [roleKey]: roleArn },
      labels: { 'iamra.dev/opted-in': 'true' },
    });
    await succeed('unannotate', 'sa/api', '-n', namespace, '--yes');
    const { annotations, labels } = (await cluster.read('serviceaccount', 'api')).metadata;
    expect({ ...annotations, ...labels }).toEqual({});
  });
});

describe('several objects', () => {
  it('are found by label, and roll out at the same time', async () => {
    const labelled = (name: string): object => ({
      ...deployment(setting, { name, serviceAccount: name, forever: true }),
      metadata: { name, namespace, labels: { team: 'a' } },
    });
    await cluster.create(labelled('web'));
    await cluster.create(labelled('api'));
    await cluster.create(bare('other', 'web'));
    const { stderr, stdout } = await succeed(
      ...['annotate', 'deployment', '-l', 'team in (a)', ...give, '--yes'],
    );
    expect(stderr).toContain(`✓ Deployment ${namespace}/web`);
    expect(stderr).toContain(`✓ Deployment ${namespace}/api`);
    expect(stdout.match(/All of its pods are new and ready/g)).toHaveLength(2);
    expect(await cluster.templateAnnotations('other')).toEqual({});
  });

  it('are all of a type, of which those that cannot be changed stay, told by the exit code', async () => {
    await cluster.create(bare('web', 'web'));
    await cluster.create(bare('api', 'api'));
    await cluster.create(bare('stranger', 'stranger'));
    const { stderr, stdout, exitCode } = await machine.iamra([
      ...['annotate', 'deployment', '--all', ...give, '--yes'],
    ]);
    expect(exitCode, stderr).toBe(4);
    expect(stderr).toContain('Error IAMRA153 1 of 3 objects');
    expect(stdout).toContain(`Deployment ${namespace}/stranger was not changed: IAMRA171`);
    expect(await cluster.templateAnnotations('web')).toEqual({ [roleKey]: roleArn });
    expect(await cluster.templateAnnotations('api')).toEqual({ [roleKey]: roleArn });
    expect(await cluster.templateAnnotations('stranger')).toEqual({});
  });

  it('are those of manifests, which stay as they are', async () => {
    const text = `# ours\n---\n${JSON.stringify(bare('web', 'web'))}\n---\n${JSON.stringify(bare('api', 'api'))}\n`;
    const file = join(machine.directory, 'app.yaml');
    await writeFile(file, text);
    await machine.kubectl(['create', '--filename', file]);
    await succeed('annotate', '-f', 'app.yaml', '--role', namespace, '--yes');
    expect(await cluster.templateAnnotations('web')).toEqual({ [roleKey]: roleArn });
    expect(await cluster.templateAnnotations('api')).toEqual({ [roleKey]: roleArn });
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});

describe('a dry run at the API server', () => {
  it('shows the pod as all webhooks and policies admit it, and stores nothing', async () => {
    await cluster.create(bare('web', 'web'));
    const { stdout } = await succeed('annotate', 'deployment/web', ...give, '--dry-run=server');
    expect(stdout).toContain(
      `Deployment ${namespace}/web would be changed; the API server takes it.`,
    );
    expect(stdout).toContain('The pods of deployment/web, as the API server would admit them:');
    expect(stdout).toMatch(/^\+ .*name: iamra-agent$/m);
    expect(stdout).toMatch(/^\+ .*iamra.dev\/injected: "true"$/m);
    expect(await cluster.templateAnnotations('web')).toEqual({});
    const client = await succeed('annotate', 'deployment/web', ...give, '--dry-run=client');
    expect(client.stdout).toContain('The pods of deployment/web:');
  });

  it('gives the webhook’s own words where it refuses a role', async () => {
    await cluster.create(bare('web', 'web'));
    const config = await readFile(join(machine.directory, 'iamra.yaml'), 'utf8');
    const file = join(machine.directory, 'elsewhere.yaml');
    await writeFile(file, config.replace(roleArn, roleArn.replace('123456789012', '210987654321')));
    const { stderr, exitCode } = await machine.iamra([
      ...['annotate', 'deployment/web', ...give, '--config', 'elsewhere.yaml', '--dry-run=server'],
    ]);
    expect(stderr).toMatch(
      /Error IAMRA155 The API server would refuse the pods of Deployment annotating\/web: .*admission webhook "pod\.credentials\.iamra\.dev" denied the request: IAMRA303/,
    );
    expect(exitCode).toBe(4);
  });

  it('gives the guard’s words where the webhook is gone', async () => {
    await cluster.create(bare('web', 'web'));
    const configuration = ['mutatingwebhookconfiguration', 'iamra-injector'];
    const found = await machine.kubectl(['get', ...configuration, '--output=json']);
    await machine.kubectl(['delete', ...configuration]);
    try {
      // The API server goes on calling a webhook for a moment.
      await expect
        .poll(async () => (await machine.iamra(trial)).stderr, { timeout: 30_000 })
        .toMatch(
          /Error IAMRA155 .*ValidatingAdmissionPolicy 'iamra-\S+' .*denied request: IAMRA312/,
        );
    } finally {
      await cluster.create(recreated(found));
    }
    await expect
      .poll(async () => (await machine.iamra(trial)).exitCode, { timeout: 30_000 })
      .toBe(0);
  });

  it('gives the answers of Pod Security, too', async () => {
    const privileged = bare('web', 'web') as { spec: { template: { spec: object } } };
    const { spec } = privileged.spec.template;
    privileged.spec.template.spec = { ...spec, hostPID: true };
    await cluster.create(privileged);
    const { stderr, exitCode } = await machine.iamra(trial);
    expect(stderr).toMatch(
      /Error IAMRA155 .*violates PodSecurity "restricted:latest": host namespaces/,
    );
    expect(exitCode).toBe(4);
  });
});

describe('what Argo CD or Flux manages', () => {
  it.each([
    [
      'Argo CD',
      {
        annotations: { 'argocd.argoproj.io/tracking-id': `shop:apps/Deployment:${namespace}/web` },
      },
    ],
    ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } }],
  ])('stays as it is (%s), with a patch that Kustomize takes', async (tool, marks) => {
    await cluster.create({ ...bare('web', 'web'), metadata: { name: 'web', namespace, ...marks } });
    const { stderr, exitCode } = await machine.iamra([
      ...['annotate', 'deployment/web', ...give, '--yes'],
    ]);
    expect(stderr).toContain(`Error IAMRA177 ${tool} (`);
    expect(exitCode).toBe(2);
    expect(await cluster.templateAnnotations('web')).toEqual({});

    const patches = /^patches:\n(?:[ -].*\n)+/m.exec(stderr)?.[0] ?? '';
    const manifest = JSON.stringify(bare('web', 'web'));
    await writeFile(join(machine.directory, 'web.json'), manifest);
    await writeFile(
      join(machine.directory, 'kustomization.yaml'),
      `resources: [web.json]\n${patches}`,
    );
    const built = await machine.kubectl(['kustomize', machine.directory]);
    expect(built).toContain(`      annotations:\n        ${roleKey}: ${roleArn}\n`);

    await annotate('deployment/web', '--even-if-managed');
    expect(await cluster.templateAnnotations('web')).toEqual({ [roleKey]: roleArn });
  });
});

/** A Deployment that makes no pods: its rollouts are over at once. */
function bare(name: string, serviceAccount: Workload['serviceAccount']): object & { spec: object } {
  const made = deployment(setting, { name, serviceAccount }) as { spec: object };
  return { ...made, spec: { ...made.spec, replicas: 0 } };
}

async function annotate(...words: string[]): Promise<void> {
  await succeed('annotate', ...words, ...give, '--yes');
}

async function succeed(...words: string[]): Promise<Ended> {
  const ended = await machine.iamra(words);
  expect(ended.exitCode, ended.stderr).toBe(0);
  return ended;
}
