import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  type AdmittedPod,
  AdmittedPods,
  containerNames,
  environmentOf,
} from './support/admitted-pods.ts';
import { caBundleRule, nodeExporterRule, restricted } from './support/injection-rules.ts';
import { type UserMachine, userMachine } from './support/installation.ts';
import { pollCluster } from './support/poll-cluster.ts';
import { runDoctor } from './support/run-doctor.ts';
import { install, removeInstallation, soundInstallation } from './support/sound-installation.ts';

// It enforces Pod Security's `restricted`.
const namespace = 'rules';
const inNamespace = `--namespace=${namespace}`;
const system = '--namespace=iamra-system';
const configuration = 'iamra-injector-rules';
const fargate = { 'eks.amazonaws.com/fargate-profile': 'default' };
const role = { 'iamra.dev/role-arn': `arn:aws:iam::123456789012:role/${namespace}` };
const printCa = `console.log(require('node:fs').readFileSync(process.env.NODE_EXTRA_CA_CERTS, 'utf8'))`;

let machine: UserMachine;
let image: string;
let pods: AdmittedPods;

beforeAll(async () => {
  machine = await userMachine();
  image = inject('image');
  pods = new AdmittedPods(machine, namespace);
  await soundInstallation(machine, { namespace, serviceAccounts: ['web'] });
  const data = { 'ca.crt': 'the CA of the company' };
  await apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'ca-bundle', namespace },
    data,
  });
});

afterAll(async () => {
  await kubectl('delete', 'cinjrule,injrule', '--all', '--all-namespaces', '--ignore-not-found');
  await removeInstallation(machine, namespace);
});

describe('a cluster with injection rules', () => {
  it('is asked about no pod before there is a rule', async () => {
    expect(await entry('name')).toBe('');
  });

  it('mounts a CA bundle in every container of every pod, which keeps Pod Security’s restricted', async () => {
    await apply(caBundleRule());
    await untilReady('ca-bundle', 'True');
    await pods.until({}, (pod) => trusts(pod));
    await pods.create('trusting', { script: printCa });
    await pollCluster(
      async () =>
        (await pods.log('trusting', 'app')).includes('the CA of the company') || undefined,
    );
  });

  it('has exactly one entry by now, which cainjector has given a CA', async () => {
    expect(await entry('name')).toBe('pod.rules.iamra.dev');
    expect(await entry('clientConfig.caBundle')).toMatch(/^LS0tLS1CRUdJTi/);
  });

  it('puts an exporter beside pods with a label, and beside no other', async () => {
    await apply(nodeExporterRule(image));
    await untilReady('node-exporter', 'True');
    await pods.until({ labels: fargate }, (pod) => containerNames(pod).includes('node-exporter'));
    await pods.create('measured', { labels: fargate, script: 'setTimeout(() => {}, 120_000)' });
    await kubectl('wait', '--for=condition=Ready', 'pod/measured', inNamespace, '--timeout=120s');
    const page = await pollCluster(() =>
      proxied(namespace, 'measured:9100', '').catch(() => undefined),
    );
    expect(page).toContain('node_load1 0.5');
    expect(containerNames(await pods.admit({}))).toEqual(['app']);
  });

  it('gives the container of a rule the credentials of the pod that it is put into', async () => {
    const ask = `
      const { readFileSync } = require('node:fs');
      const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file } = process.env;
      fetch(url, { headers: { authorization: readFileSync(file, 'utf8') } })
        .then((answer) => answer.json())
        .then(({ RoleArn, Expiration }) => console.log('until', Expiration, RoleArn));`;
    await apply({
      apiVersion: 'iamra.dev/v1alpha1',
      kind: 'InjectionRule',
      metadata: { name: 'helper', namespace },
      spec: {
        labelSelector: { matchLabels: { helped: 'true' } },
        containers: [
          {
            name: 'helper',
            image,
            imagePullPolicy: 'IfNotPresent',
            args: ['--eval', ask],
            securityContext: restricted,
          },
        ],
      },
    });
    const helped = { labels: { helped: 'true' }, annotations: role };
    await pods.until(helped, (pod) => containerNames(pod).includes('helper'));
    const pod = await pods.create('helped', { ...helped, script: 'console.log("ran")' });
    expect(pod.spec.initContainers?.map(({ name }) => name)).toEqual(['iamra-agent']);
    expect([...environmentOf(pod, 'helper').keys()]).toEqual(
      expect.arrayContaining(['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'NODE_EXTRA_CA_CERTS']),
    );
    const line = await pollCluster(async () => (await pods.log('helped', 'helper')) || undefined);
    expect(line).toMatch(/^until \d{4}-/);
  });

  it('takes a changed rule over without a restart', async () => {
    const before = await webhookPods();
    await apply(caBundleRule('/etc/ssl/elsewhere'));
    await pods.until({}, (pod) => trusts(pod, '/etc/ssl/elsewhere'));
    expect(await webhookPods()).toEqual(before);
  });

  it('refuses a bad rule by its name, with the field, and the good one stays', async () => {
    await expect(apply(nodeExporterRule(image, 'much-too-long-a-name'))).rejects.toThrow(
      /ClusterInjectionRule "node-exporter" is invalid[^]*spec\.containers\[0\]\.ports\[0\]\.name: .*IAMRA3\d\d/,
    );
    expect(await condition('node-exporter', 'status')).toBe('True');
  });
});

describe('while nobody validates rules', () => {
  beforeAll(async () => {
    await kubectl('delete', 'validatingwebhookconfiguration', configuration);
    const bad = nodeExporterRule(image, 'much-too-long-a-name');
    await pollCluster(() => apply(bad).catch(() => undefined));
  });

  it('a bad rule that got in shows in its status, an Event, metrics and doctor', async () => {
    await untilReady('node-exporter', 'False');
    expect(await condition('node-exporter', 'reason')).toBe('LastGoodInForce');
    expect(await condition('node-exporter', 'message')).toContain(
      'spec.containers[0].ports[0].name',
    );
    const described = await pollCluster(async () => {
      const text = await kubectl('describe', 'cinjrule', 'node-exporter');
      return text.includes('RuleRefused') ? text : undefined;
    });
    expect(described).toMatch(/Warning +RuleRefused .*IAMRA360/);
    for (const pod of await webhookPods()) {
      const sample = 'iamra_webhook_rules{state="bad"} 1';
      const [name = ''] = pod.split(' ');
      await pollCluster(
        async () =>
          (await proxied('iamra-system', `${name}:10251`, 'metrics')).includes(sample) || undefined,
      );
    }
    const { findings } = await runDoctor(machine, '--only', 'injection-rules');
    expect(findings).toMatchObject([
      {
        code: 'IAMRA360',
        message: expect.stringContaining('ClusterInjectionRule node-exporter') as string,
      },
    ]);
  });

  it('its last good version is applied, by a replica that has just started too', async () => {
    expect(containerNames(await pods.admit({ labels: fargate }))).toContain('node-exporter');
    await kubectl('rollout', 'restart', 'deployment/iamra-injector-webhook', system);
    await kubectl(
      'rollout',
      'status',
      'deployment/iamra-injector-webhook',
      system,
      '--timeout=120s',
    );
    const pod = await pods.admit({ labels: fargate });
    expect(containerNames(pod)).toContain('node-exporter');
    expect(JSON.stringify(pod)).toContain('"http-metrics"');
  });

  it('install puts the validation back, and a good rule is in force again', async () => {
    await install(machine);
    await pollCluster(async () =>
      apply(nodeExporterRule(image, 'another-name-too-long')).then(
        () => undefined,
        (error: unknown) => String(error).includes('is invalid') || undefined,
      ),
    );
    await apply(nodeExporterRule(image, 'metrics'));
    await untilReady('node-exporter', 'True');
    await pods.until({ labels: fargate }, (pod) => JSON.stringify(pod).includes('"metrics"'));
    const { findings } = await runDoctor(machine, '--only', 'injection-rules');
    expect(findings).toEqual([]);
  });
});

describe('while no process of the webhook runs', () => {
  const scale = async (replicas: number): Promise<void> => {
    const words = ['scale', 'deployment/iamra-injector-webhook', `--replicas=${replicas}`];
    await kubectl(...words, system);
  };

  beforeAll(() => scale(0));

  afterAll(async () => {
    await scale(2);
    await kubectl(
      'rollout',
      'status',
      'deployment/iamra-injector-webhook',
      system,
      '--timeout=120s',
    );
  });

  it('pods are admitted without what rules would add', async () => {
    await pods.until({ labels: fargate }, (pod) => containerNames(pod).length === 1);
    await pods.create('alone', { labels: fargate, script: 'console.log("ran")' });
    const done = ['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/alone'];
    await kubectl(...done, inNamespace, '--timeout=120s');
  });

  it('a rule can be deleted, and none be made', async () => {
    await kubectl('delete', 'injrule', 'helper', inNamespace);
    // A replica that drains goes on answering for a while.
    const answer = await pollCluster(async () =>
      apply(caBundleRule('/etc/ssl/third'), '--dry-run=server').then(() => undefined, String),
    );
    expect(answer).toContain('failed calling webhook "rules.iamra.dev"');
  });
});

it('the entry goes with the last rule, and pods are as they were', async () => {
  await kubectl('delete', 'cinjrule', 'node-exporter');
  await pods.until({ labels: fargate }, (pod) => containerNames(pod).length === 1);
  expect(await entry('name')).toBe('pod.rules.iamra.dev');
  await kubectl('delete', 'cinjrule', 'ca-bundle');
  await pollCluster(async () => ((await entry('name')) === '' ? true : undefined));
  await pods.until({}, (pod) => !environmentOf(pod, 'app').has('NODE_EXTRA_CA_CERTS'));
});

/** Whether the CA bundle is there, at the path of the rule. */
function trusts(pod: AdmittedPod, path = '/etc/ssl/own'): boolean {
  return environmentOf(pod, 'app').get('NODE_EXTRA_CA_CERTS') === `${path}/ca.crt`;
}

function kubectl(...words: string[]): Promise<string> {
  return machine.kubectl(words);
}

function apply(object: object, ...flags: string[]): Promise<string> {
  return machine.kubectl(['apply', '--filename=-', ...flags], JSON.stringify(object));
}

function entry(path: string): Promise<string> {
  const words = ['get', 'mutatingwebhookconfiguration', configuration];
  return kubectl(...words, `--output=jsonpath={.webhooks[*].${path}}`);
}

function condition(rule: string, field: string): Promise<string> {
  const path = `{.status.conditions[?(@.type=="Ready")].${field}}`;
  return kubectl('get', 'cinjrule', rule, `--output=jsonpath=${path}`);
}

async function untilReady(rule: string, status: string): Promise<void> {
  await kubectl('wait', `--for=condition=Ready=${status}`, `cinjrule/${rule}`, '--timeout=60s');
}

/** `NAME RESTARTS` of each. */
async function webhookPods(): Promise<string[]> {
  const selector = '--selector=app.kubernetes.io/component=webhook';
  const line = '{.metadata.name} {.status.containerStatuses[0].restartCount}';
  const path = `--output=jsonpath={range .items[*]}${line}{"\\n"}{end}`;
  const text = await kubectl('get', 'pods', selector, system, path);
  return text.split('\n').filter((pod) => pod !== '');
}

function proxied(place: string, target: string, path: string): Promise<string> {
  return kubectl('get', '--raw', `/api/v1/namespaces/${place}/pods/${target}/proxy/${path}`);
}
