import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ControllerBench, startControllerBench } from '../fixtures/controller-bench.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { clusterRule, rulesEntry, trustedEntry } from '../fixtures/rule-objects.ts';

interface RuleStatus {
  readonly inForce?: unknown;
  readonly conditions?: ReadonlyArray<{ readonly reason: string }>;
}

const name = 'iamra-injector-rules';
const good = { labels: { team: 'a' } };
let bench: ControllerBench;

const configuration = (webhooks: readonly object[]): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name },
  webhooks,
});
const webhooks = (): unknown =>
  bench.server.get('MutatingWebhookConfiguration', name)?.['webhooks'];
const status = (): RuleStatus =>
  bench.server.get('ClusterInjectionRule', 'labels')?.['status'] ?? {};
const until = (holds: () => boolean): Promise<true> => pollUntil(() => holds() || undefined);

function conditionOf(reason: string): Promise<object> {
  return pollUntil(() => status().conditions?.find((condition) => condition.reason === reason));
}

beforeEach(async () => {
  bench = await startControllerBench();
});

afterEach(() => bench.stop());

it('a rule is Ready only once API servers ask the webhook, and is no bad news before', async () => {
  const { server } = bench;
  server.put(configuration([]), clusterRule('labels', good));
  const { healthPort } = await bench.start({
    rules: { configuration: name, entry: rulesEntry },
  });
  const metrics = async (): Promise<string> =>
    (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
  expect(await conditionOf('WaitingForWebhook')).toMatchObject({ type: 'Ready', status: 'False' });
  await pollUntil(async () => (await metrics()).includes('kind="rule"') || undefined);
  expect(await metrics()).toContain('kind="rule",outcome="waiting"} 1');
  expect(await metrics()).not.toContain('kind="rule",outcome="ready"');
  expect(status().inForce).toEqual(good);
  await until(() => JSON.stringify(webhooks()) === JSON.stringify([rulesEntry]));
  server.put(configuration([trustedEntry]));
  expect(await conditionOf('InForce')).toMatchObject({ type: 'Ready', status: 'True' });
  await until(() => server.list('Event').length > 0);
  expect(server.list('Event')).toMatchObject([{ type: 'Normal', reason: 'RuleInForce' }]);
  expect(await metrics()).toContain('kind="rule",outcome="ready"} 1');
});
