import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { ruleDefinitions } from '../../src/core/rules/rule-kinds.ts';
import { clusterTools } from '../cluster/cluster-tools.ts';
import { tool } from '../cluster/tools/tool.ts';
import { chartValues } from './support/chart-values.ts';
import { restrictedNamespace, type UserMachine, userMachine } from './support/installation.ts';
import { namesOfAll } from './support/names-of-all.ts';
import { runDoctor } from './support/run-doctor.ts';
import { initialise, install, removeInstallation } from './support/sound-installation.ts';
import { pod } from './support/workloads.ts';

const namespace = 'gitops';
const chart = ['iamra-injector', 'charts/iamra-injector', '--namespace=iamra-system'];
const annotations = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const assumed = /^arn:aws:sts::123456789012:assumed-role\/gitops\//;
const { helm } = clusterTools(inject('kubeconfig'));

// Kubernetes itself adds the APIService.
const definitions = [
  'APIService /v1alpha1.iamra.dev',
  ...ruleDefinitions.map((name) => `CustomResourceDefinition /${name}`),
];

/** As NOTES.txt, docs/chart.md and `iamra uninstall` have it; the CA was there before. */
const whatStays = [
  'Certificate gitops/iamra-web',
  'CertificateRequest gitops/iamra-web-1',
  'Namespace /iamra-system',
  'Secret gitops/iamra-web',
  'Secret iamra-system/iamra-injector-webhook',
  'Secret iamra-system/iamra-injector-webhook-ca',
];

let machine: UserMachine;
let before: ReadonlySet<string>;
let kubectl: UserMachine['kubectl'];

beforeAll(async () => {
  machine = await userMachine();
  ({ kubectl } = machine);
  // What stays is counted, so it must not be there before.
  await kubectl(['delete', 'namespace', 'iamra-system', '--ignore-not-found']);
  await kubectl(['delete', 'crd', ...ruleDefinitions, '--ignore-not-found']);
  await restrictedNamespace(machine, namespace, ['web']);
  await initialise(machine, { namespace, serviceAccounts: ['web'] });
  before = new Set(await namesOfAll(machine));
});

afterEach(async () => {
  await kubectl(['delete', 'pods', '--all', `--namespace=${namespace}`]);
});

afterAll(async () => {
  await removeInstallation(machine, namespace);
});

describe('the output of helm template', () => {
  let manifests: string;

  beforeAll(async () => {
    const { serverVersion } = JSON.parse(await kubectl(['version', '--output=json'])) as {
      readonly serverVersion: { readonly gitVersion: string };
    };
    const words = [...chart, '--kube-version', serverVersion.gitVersion];
    const values = [...(await chartValues(machine)), '--set', 'preflight.enabled=false'];
    manifests = await helm(4, ['template', ...words, ...values]);
    await kubectl(['create', 'namespace', 'iamra-system']);
  });

  afterAll(async () => {
    await removeManifests();
    await removeRest();
  });

  it('gives a working installation by kubectl apply: a pod has its role', async () => {
    await apply();
    await expect
      .poll(async () => (await runDoctor(machine)).findings, { timeout: 120_000 })
      .toEqual([]);
    await expectRole();
  });

  it('changes nothing when it is applied again, the caBundle of cainjector least of all', async () => {
    const objects = await applied();
    await apply();
    expect(await applied()).toEqual(objects);
    expect(objects).toContainEqual(
      expect.objectContaining({
        kind: 'MutatingWebhookConfiguration',
        webhooks: [expect.objectContaining({ clientConfig: withBundle })],
      }),
    );
  });

  it('leaves what it says when it is deleted', async () => {
    await removeManifests();
    await expectToStay(whatStays);
  });

  async function apply(): Promise<void> {
    await kubectl(['apply', '--server-side', '--filename=-'], manifests);
  }

  /** The issuer first, since nothing holds it without the identity policies. */
  async function removeManifests(): Promise<void> {
    await kubectl(['delete', 'clusterissuer', 'iamra-workload', '--ignore-not-found']);
    await kubectl(['delete', '--filename=-', '--ignore-not-found'], manifests);
  }

  /** All objects as they stand, without what Kubernetes counts and tells of them. */
  async function applied(): Promise<object[]> {
    const text = await kubectl(['get', '--filename=-', '--output=json'], manifests);
    const { items } = JSON.parse(text) as { readonly items: ReadonlyArray<{ metadata: object }> };
    const counted = { resourceVersion: undefined, managedFields: undefined };
    return items.map((item) => ({
      ...item,
      status: undefined,
      metadata: { ...item.metadata, ...counted },
    }));
  }
});

const withBundle = expect.objectContaining({
  caBundle: expect.stringMatching(/^LS0tLS1CRUdJTi/) as string,
}) as object;

describe('a release of Helm 3', () => {
  afterAll(removeRest);

  it('gives a pod its role, once the preflight has found all in order', async () => {
    const words = ['install', ...chart, '--create-namespace', '--wait'];
    await helm(3, [...words, ...(await chartValues(machine))]);
    await expectRole();
  });

  it('leaves what it says after helm uninstall', async () => {
    await helm(3, ['uninstall', 'iamra-injector', '--namespace=iamra-system', '--wait']);
    await expectToStay([...whatStays, ...definitions]);
  });
});

describe('iamra uninstall', () => {
  afterAll(removeRest);

  it('leaves what it says, and says what it leaves', async () => {
    await install(machine);
    await expectRole();
    await kubectl(['delete', 'pods', '--all', `--namespace=${namespace}`]);

    const { stdout, exitCode } = await machine.iamra([
      ...['uninstall', '--yes', '--json', '--helm-binary', await tool('helm-4')],
    ]);

    expect(exitCode, stdout).toBe(0);
    await expectToStay([...whatStays, ...definitions]);
    expect((JSON.parse(stdout) as { stays: string[] }).stays).toEqual([
      expect.stringMatching(/^namespace iamra-system, with the Secrets/),
      expect.stringMatching(/^the Secret iamra-workload-ca/),
      expect.stringMatching(/^the Certificates iamra-… of ServiceAccounts, and their Secrets/),
      `the definitions ${ruleDefinitions.join(' and ')}`,
    ]);
  });
});

/** A pod with nothing but annotations prints the ARN of its role. */
async function expectRole(): Promise<void> {
  const setting = { namespace, image: inject('image'), endpointUrl: machine.emulator.url };
  const web = pod(setting, { name: 'web', serviceAccount: 'web', annotations });
  await kubectl(['create', '--filename=-'], JSON.stringify(web));
  const inNamespace = `--namespace=${namespace}`;
  const done = ['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/web', '--timeout=120s'];
  await kubectl([...done, inNamespace]);
  expect(await kubectl(['logs', 'web', '--container=app', inNamespace])).toMatch(assumed);
}

/** Holds what there is more than before to a list; Kubernetes takes some of it away only by and by. */
async function expectToStay(names: readonly string[]): Promise<void> {
  await expect
    .poll(async () => (await namesOfAll(machine)).filter((name) => !before.has(name)), {
      timeout: 120_000,
    })
    .toEqual([...names].sort());
  expect([...before].filter((name) => name.includes('iamra'))).toContain(
    'Secret cert-manager/iamra-workload-ca',
  );
}

/** Takes away what stays, for the next installation. */
async function removeRest(): Promise<void> {
  const missing = '--ignore-not-found';
  // The Certificates before their Secrets, which cert-manager would make again.
  await kubectl(['delete', 'certificates', '--all', `--namespace=${namespace}`]);
  await Promise.all([
    kubectl(['delete', 'namespace', 'iamra-system', missing]),
    kubectl(['delete', 'crd', ...ruleDefinitions, missing]),
    kubectl(['delete', 'secrets', '--all', `--namespace=${namespace}`]),
  ]);
}
