import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseControllerConfig } from '../../webhook/controller/controller-config.ts';
import {
  type RunningController,
  startController,
} from '../../webhook/controller/start-controller.ts';
import { KubeClient } from '../../webhook/kube/kube-client.ts';
import { createLogger } from '../../webhook/observe/logger.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { badContainer, badField, clusterRule, namespaceRule } from '../fixtures/rule-objects.ts';
import { startTestWebhook, type TestWebhook } from '../fixtures/webhook.ts';
import { accountAccess } from './support/account-access.ts';
import { useInstalledChart } from './support/installed-chart.ts';
import { environment } from './support/pod-template.ts';
import { find, renderChart } from './support/render-chart.ts';
import { reviewPod } from './support/review-pod.ts';

// Webhook and controller run here, each with the rights of its account; the API server is a real one.
const server = useInstalledChart();
const name = 'iamra-injector-rules';
const sidecar = { name: 'sidecar', image: 'none' };
const log: string[] = [];
let webhook: TestWebhook;
let controller: RunningController;

beforeAll(async () => {
  webhook = await startTestWebhook({
    kubernetes: await accountAccess(server(), 'iamra-injector-webhook'),
    usesRules: true,
  });
  await validateHere();
  controller = await startControllerHere();
});

afterAll(async () => {
  await controller.stop();
  await webhook.stop();
});

describe('rules on a real API server, with the rights of the chart', () => {
  it('are refused as kubectl shows what is invalid, a line for each field', async () => {
    const labels = { 'iamra.dev/x': 'y' };
    const bad = clusterRule('wrong', { containers: [badContainer], labell: {}, labels });
    const text = await pollUntil(async () => {
      const { stderr } = await apply(bad, '--dry-run=server');
      return stderr.includes('invalid') ? stderr : undefined;
    });
    const lines = text.trim().split('\n');
    expect(lines[0]).toContain('The ClusterInjectionRule "wrong" is invalid:');
    for (const field of [badField, 'spec.labell', 'spec.labels[iamra.dev/x]']) {
      expect(lines).toContainEqual(expect.stringMatching(startOf(`* ${field}: IAMRA3`)));
    }
  });

  it('are judged beside one another in one apply', async () => {
    const items = ['a', 'b'].map((team) => clusterRule(`team-${team}`, { labels: { team } }));
    const { stderr, stdout } = await apply({ apiVersion: 'v1', kind: 'List', items });
    expect(stdout).toContain('team-a created');
    expect(stderr).toMatch(/"team-b" is invalid[^]*team-a/);
    await remove('team-a');
  });

  it('have the entry there as long as one is in force, and pods get them', async () => {
    expect(await entries()).toBe('');
    await apply(namespaceRule('sidecar', { containers: [sidecar] }));
    await wait('injrule/sidecar', '--namespace=team-a');
    await pollUntil(async () => (await entries()) === 'pod.rules.iamra.dev' || undefined);
    const containers = await pollUntil(async () => {
      const { stdout } = await reviewPod(server());
      return stdout.includes('"sidecar"') ? namesIn(stdout) : undefined;
    });
    expect(containers).toEqual(['app', 'sidecar']);
    expect(namesIn((await reviewPod(server(), { namespace: 'team-b' })).stdout)).toEqual(['app']);
  });

  it('lose the entry with the last one, although cainjector owns a part of it', async () => {
    await injectBundle();
    await server().kubectl(['delete', 'injrule', 'sidecar', '--namespace=team-a']);
    await pollUntil(async () => ((await entries()) === '' ? true : undefined));
  });

  it('keep the CA of cainjector where the entry is put right', async () => {
    await apply(clusterRule('labels', { labels: { team: 'a' } }));
    await wait('cinjrule/labels');
    await pollUntil(async () => (await entries()) || undefined);
    await injectBundle();
    const bundle = await entries('clientConfig.caBundle');
    const patch = '--patch=[{"op":"add","path":"/webhooks/0/failurePolicy","value":"Fail"}]';
    await server().kubectl(['patch', 'mutatingwebhookconfiguration', name, '--type=json', patch]);
    await pollUntil(async () => ((await entries('failurePolicy')) === 'Ignore' ? true : undefined));
    expect(await entries('clientConfig.caBundle')).toBe(bundle);
  });

  it('that went bad show it in kubectl get, describe and wait, and the last good one holds', async () => {
    await server().kubectl(['delete', 'validatingwebhookconfiguration', name]);
    const bad = clusterRule('labels', { labels: { team: 'a' }, containers: [badContainer] });
    await pollUntil(async () => ((await apply(bad)).exitCode === 0 ? true : undefined));
    const { stdout } = await server().kubectl([
      ...['wait', '--for=condition=Ready=False', 'cinjrule/labels', '--timeout=60s'],
    ]);
    expect(stdout).toContain('condition met');
    const row = (await server().kubectl(['get', 'cinjrule', 'labels', '--no-headers'])).stdout;
    expect(row.split(/ +/).slice(0, 4)).toEqual(['labels', '100', 'False', 'LastGoodInForce']);
    const described = await pollUntil(async () => {
      const text = (await server().kubectl(['describe', 'cinjrule', 'labels'])).stdout;
      return text.includes('RuleRefused') ? text : undefined;
    });
    expect(described).toMatch(/Warning +RuleRefused .*iamra-identity-controller +IAMRA360 /);
    expect(described).toContain(badField);
    const pod = JSON.parse((await reviewPod(server())).stdout) as { metadata: { labels: object } };
    expect(pod.metadata.labels).toMatchObject({ team: 'a' });
  });

  it('ask nothing that their accounts may not do', () => {
    const problems = [...log, ...webhook.log.map((line) => JSON.stringify(line))];
    expect(problems.filter((line) => line.includes('forbidden'))).toEqual([]);
  });
});

/** Where the webhook of this test is, for API servers. */
function clientConfig(path: string): object {
  const caBundle = Buffer.from(webhook.ca.certificatePem).toString('base64');
  return { url: `https://127.0.0.1:${webhook.port}${path}`, caBundle };
}

async function validateHere(): Promise<void> {
  const change = {
    op: 'replace',
    path: '/webhooks/0/clientConfig',
    value: clientConfig('/validate/rules'),
  };
  const patch = ['--type=json', `--patch=${JSON.stringify([change])}`];
  const { stderr, exitCode } = await server().kubectl([
    ...['patch', 'validatingwebhookconfiguration', name, ...patch],
  ]);
  expect(exitCode, stderr).toBe(0);
}

async function startControllerHere(): Promise<RunningController> {
  const workload = find(await renderChart(), 'Deployment', 'iamra-identity-controller');
  const config = parseControllerConfig(environment(workload));
  if (config.rules === undefined) throw new Error('the chart has no rules');
  const { configuration, entry } = config.rules;
  const here = { ...entry, clientConfig: { ...clientConfig('/mutate/rules') } };
  return startController(
    { ...config, healthPort: 0, rules: { configuration, entry: here } },
    {
      client: new KubeClient(await accountAccess(server(), 'iamra-identity-controller')),
      logger: createLogger((line) => log.push(line)),
    },
  );
}

/** As cainjector does it: its apply owns the bundle, and with it the entry. */
async function injectBundle(): Promise<void> {
  const { caBundle } = clientConfig('') as { caBundle: string };
  const { stderr, exitCode } = await server().kubectl(
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=cert-manager-cainjector',
      '--filename=-',
    ],
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name },
      webhooks: [
        {
          name: 'pod.rules.iamra.dev',
          sideEffects: 'NoneOnDryRun',
          admissionReviewVersions: ['v1'],
          clientConfig: { caBundle },
        },
      ],
    },
  );
  expect(exitCode, stderr).toBe(0);
}

function apply(
  object: object,
  ...flags: string[]
): ReturnType<ReturnType<typeof server>['kubectl']> {
  return server().kubectl(['apply', '--filename=-', ...flags], object);
}

async function remove(rule: string): Promise<void> {
  await server().kubectl(['delete', 'cinjrule', rule]);
}

async function wait(...words: string[]): Promise<void> {
  const ready = ['wait', '--for=condition=Ready', '--timeout=60s', ...words];
  const { stderr, exitCode } = await server().kubectl(ready);
  expect(exitCode, stderr).toBe(0);
}

async function entries(field = 'name'): Promise<string> {
  const path = `--output=jsonpath={.webhooks[*].${field}}`;
  return (await server().kubectl(['get', 'mutatingwebhookconfiguration', name, path])).stdout;
}

function namesIn(pod: string): string[] {
  const { spec } = JSON.parse(pod) as { spec: { containers: ReadonlyArray<{ name: string }> } };
  return spec.containers.map((container) => container.name);
}

function startOf(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}`);
}
