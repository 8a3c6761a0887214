import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningController } from '../../webhook/controller/start-controller.ts';
import type { ApiServer } from '../fixtures/api-server.ts';
import { type ControllerBench, startControllerBench } from '../fixtures/controller-bench.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import {
  badContainer,
  badField,
  clusterRule,
  namespaceRule,
  rulesEntry,
  trustedEntry,
} from '../fixtures/rule-objects.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
}

interface Status {
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
  readonly inForce?: unknown;
}

const good = { labels: { team: 'a' } };
const bad = { containers: [badContainer] };
const name = 'iamra-injector-rules';
let bench: ControllerBench;
let server: ApiServer;

const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);
const configuration = (webhooks?: readonly object[]): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name },
  ...(webhooks && { webhooks }),
});
const webhooks = (): unknown => server.get('MutatingWebhookConfiguration', name)?.['webhooks'];
const hasEntry = (): boolean => JSON.stringify(webhooks() ?? []) !== '[]';

function statusOf(kind: string, key: string): Status | undefined {
  return server.get(kind, key)?.['status'] as Status | undefined;
}

/** The condition of a cluster's rule, once the controller has looked at its present generation. */
async function ready(key: string, kind = 'ClusterInjectionRule'): Promise<Condition> {
  return pollUntil(() => {
    const status = statusOf(kind, key);
    const isNew = status?.observedGeneration === server.get(kind, key)?.metadata.generation;
    const [condition] = (isNew ? status?.conditions : undefined) ?? [];
    return condition?.reason === 'WaitingForWebhook' ? undefined : condition;
  });
}

function startController(entry: typeof rulesEntry = trustedEntry): Promise<RunningController> {
  return bench.start({ rules: { configuration: name, entry } });
}

beforeEach(async () => {
  bench = await startControllerBench();
  ({ server } = bench);
  server.put(configuration());
});

afterEach(() => bench.stop());

describe('the status of a rule', () => {
  it('says that a sound one is in force, and with which spec', async () => {
    server.put(clusterRule('labels', good), namespaceRule('own', good));
    await startController();
    expect(await ready('labels')).toMatchObject({
      type: 'Ready',
      status: 'True',
      reason: 'InForce',
    });
    expect(await ready('team-a/own', 'InjectionRule')).toMatchObject({ status: 'True' });
    expect(statusOf('ClusterInjectionRule', 'labels')?.inForce).toEqual(good);
  });

  it('says of a bad one what is wrong with it, and that it is not in force', async () => {
    server.put(clusterRule('wrong', bad));
    await startController();
    const { status, reason, message } = await ready('wrong');
    expect({ status, reason }).toEqual({ status: 'False', reason: 'Refused' });
    expect(message).toMatch(/^The rule is not applied: /);
    expect(message).toContain(badField);
    expect(statusOf('ClusterInjectionRule', 'wrong')).not.toHaveProperty('inForce');
  });

  it('keeps the last good version of one that went bad, until it is sound again', async () => {
    server.put(clusterRule('labels', good));
    await startController();
    const { lastTransitionTime } = await ready('labels');
    const change = (spec: object): void => {
      const status = statusOf('ClusterInjectionRule', 'labels');
      server.put(clusterRule('labels', spec, { status }));
    };
    change(bad);
    expect(await ready('labels')).toMatchObject({ status: 'False', reason: 'LastGoodInForce' });
    expect(statusOf('ClusterInjectionRule', 'labels')?.inForce).toEqual(good);
    change({ labels: { team: 'b' } });
    const again = await ready('labels');
    expect(again.status).toBe('True');
    expect(again.lastTransitionTime >= lastTransitionTime).toBe(true);
    expect(statusOf('ClusterInjectionRule', 'labels')?.inForce).toEqual({ labels: { team: 'b' } });
  });

  it('changes when another rule makes way', async () => {
    server.put(
      clusterRule('a', { labels: { team: 'a' } }),
      clusterRule('b', { labels: { team: 'b' } }),
    );
    await startController();
    expect(await ready('a')).toMatchObject({ status: 'True' });
    expect(await ready('b')).toMatchObject({ status: 'False' });
    server.remove('ClusterInjectionRule', 'a');
    await pollUntil(async () => ((await ready('b')).status === 'True' ? true : undefined));
  });

  it('is not written again where nothing changed, by the next leader either', async () => {
    server.put(clusterRule('labels', good), configuration());
    const first = await startController();
    await ready('labels');
    await until(hasEntry);
    await first.stop();
    const writes = (): number => server.calls.filter(({ method }) => method === 'PUT').length;
    const before = writes();
    const second = await startController();
    server.put(clusterRule('other', good));
    await ready('other');
    expect(second.isLeader()).toBe(true);
    expect(writes()).toBe(before + 1);
  });

  it('is told as an Event on the rule, of the cluster or of a namespace', async () => {
    server.put(clusterRule('wrong', bad), namespaceRule('fine', good));
    await startController();
    await until(() => server.list('Event').length === 2);
    expect(server.get('ClusterInjectionRule', 'wrong')?.metadata.uid).toBeDefined();
    expect(server.list('Event')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'Warning',
          reason: 'RuleRefused',
          message: expect.stringMatching(/^IAMRA360 The rule is not applied: /) as string,
          metadata: expect.objectContaining({ namespace: 'default' }) as object,
          involvedObject: {
            apiVersion: 'iamra.dev/v1alpha1',
            kind: 'ClusterInjectionRule',
            name: 'wrong',
            uid: server.get('ClusterInjectionRule', 'wrong')?.metadata.uid,
          },
        }),
        expect.objectContaining({
          type: 'Normal',
          reason: 'RuleInForce',
          metadata: expect.objectContaining({ namespace: 'team-a' }) as object,
        }),
      ]),
    );
  });

  it('comes in the end where the API server refuses it for a while', async () => {
    const resume = server.intercept(({ method }) =>
      method === 'PUT' ? { status: 500, body: 'etcd is busy' } : undefined,
    );
    server.put(clusterRule('labels', good), configuration());
    await startController();
    await until(() => bench.log.some((line) => line.includes('failed; trying again')));
    await until(hasEntry);
    resume();
    await ready('labels');
  });
});

describe('the entry of the webhook configuration', () => {
  it('is there from the first rule to the last, and is what the chart says', async () => {
    server.put(configuration());
    const controller = await startController();
    await until(() => controller.isLeader());
    expect(hasEntry()).toBe(false);
    server.put(clusterRule('labels', good));
    await until(hasEntry);
    expect(webhooks()).toEqual([trustedEntry]);
    server.put(namespaceRule('own', good));
    server.remove('ClusterInjectionRule', 'labels');
    await ready('team-a/own', 'InjectionRule');
    expect(hasEntry()).toBe(true);
    server.remove('InjectionRule', 'team-a/own');
    await until(() => !hasEntry());
  });

  it('is not there for rules of which none is in force', async () => {
    server.put(configuration([trustedEntry]), clusterRule('wrong', bad));
    await startController();
    await until(() => !hasEntry());
    await ready('wrong');
    expect(hasEntry()).toBe(false);
  });

  it.each([
    ['changes it', [{ ...trustedEntry, failurePolicy: 'Fail' }]],
    ['narrows it', [{ ...trustedEntry, matchConditions: [{ name: 'no', expression: 'false' }] }]],
    ['removes it', []],
  ])('is put right when somebody %s', async (_what, changed) => {
    server.put(configuration(), clusterRule('labels', good));
    await startController();
    await until(hasEntry);
    server.put(configuration(changed));
    await until(() => JSON.stringify(webhooks()) === JSON.stringify([trustedEntry]));
  });

  it('keeps the CA bundle of cainjector, and the entries of others', async () => {
    const other = { ...rulesEntry, name: 'other.example.com' };
    server.put(
      configuration([other, { ...trustedEntry, failurePolicy: 'Fail' }]),
      clusterRule('labels', good),
    );
    await startController(rulesEntry);
    await until(() => JSON.stringify(webhooks()) === JSON.stringify([other, trustedEntry]));
    server.remove('ClusterInjectionRule', 'labels');
    await until(() => JSON.stringify(webhooks()) === JSON.stringify([other]));
  });

  it('goes when the definitions of rules do, and nothing fails', async () => {
    server.put(configuration(), clusterRule('labels', good));
    await startController();
    await until(hasEntry);
    server.unserve('iamra.dev');
    await until(() => !hasEntry());
    const levels = bench.log.map((line) => (JSON.parse(line) as { level: string }).level);
    expect(levels).not.toContain('error');
  });

  it('stays as it is as long as the rules cannot be listed', async () => {
    const resume = server.intercept(({ path }) =>
      path.endsWith('/injectionrules') ? { status: 500, body: '' } : undefined,
    );
    server.put(configuration([trustedEntry]), clusterRule('labels', good));
    const controller = await startController();
    await until(() => controller.isLeader());
    await until(() => bench.log.some((line) => line.includes('lost sight of a resource')));
    expect(statusOf('ClusterInjectionRule', 'labels')).toBeUndefined();
    expect(hasEntry()).toBe(true);
    resume();
    await ready('labels');
    expect(hasEntry()).toBe(true);
  });

  it('comes when the configuration is put back, and until then the log says that it is missing', async () => {
    server.remove('MutatingWebhookConfiguration', name);
    server.put(clusterRule('labels', good));
    await startController();
    await until(() => bench.log.some((line) => line.includes('IAMRA361')));
    server.put(configuration());
    await until(hasEntry);
  });

  it('survives a restart of the API server', async () => {
    server.put(configuration(), clusterRule('labels', good));
    await startController();
    await until(hasEntry);
    const resume = server.intercept(() => ({ status: 503, body: 'starting' }));
    server.watches.breakOff();
    server.remove('ClusterInjectionRule', 'labels');
    server.compact();
    resume();
    await until(() => !hasEntry());
  });
});

it('two controllers write one at a time', async () => {
  server.put(configuration([trustedEntry]), clusterRule('labels', good));
  const first = await startController();
  await until(() => first.isLeader());
  await startController();
  await ready('labels');
  await first.stop();
  server.remove('ClusterInjectionRule', 'labels');
  await until(() => !hasEntry());
  expect(server.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
});

it('shows its rules as metrics', async () => {
  server.put(configuration(), clusterRule('labels', good), clusterRule('wrong', bad));
  const { healthPort } = await startController();
  await ready('wrong');
  await until(hasEntry);
  const page = await pollUntil(async () => {
    const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
    return text.includes('kind="rules_entry",outcome="write"') ? text : undefined;
  });
  expect(page).toContain('iamra_controller_rules{state="ready"} 1');
  expect(page).toContain('iamra_controller_rules{state="bad"} 1');
  expect(page).toContain('kind="rule",outcome="bad"} 1');
});
