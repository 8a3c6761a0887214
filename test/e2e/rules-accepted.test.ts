import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { errorMessage } from '../../src/core/errors/error-message.ts';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import { compileRules } from '../../src/core/rules/compile-rules.ts';
import { planRules } from '../../src/core/rules/plan-rules.ts';
import type { InjectionRule } from '../../src/core/rules/rule.ts';
import { readRule } from '../../src/core/rules/validate/read-rule.ts';
import { clientKube } from '../../src/kube/client-kube.ts';
import type { Kube, KubeObject } from '../../src/kube/kube.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { randomRules } from '../fixtures/random-rule-objects.ts';
import { ruleSettings } from '../fixtures/rule-problems.ts';

const namespace = 'rules-accepted';
const enough = 300;
const atOnce = 8;

const spec = { containers: [{ name: 'app', image: 'example.com/app' }] };

/** Pods that the API server takes, of the sorts that it has further demands on. */
const pods = {
  plain: { spec },
  'that runs once': { spec: { ...spec, restartPolicy: 'Never' } },
  'on the host network': { spec: { ...spec, hostNetwork: true } },
  'with a label and a mount of its own': {
    metadata: { labels: { 'example.com/proxied': 'false' } },
    spec: {
      containers: [
        { ...spec.containers[0], volumeMounts: [{ name: 'own', mountPath: '/var/log/app' }] },
      ],
      volumes: [{ name: 'own', emptyDir: {} }],
    },
  },
};

const everyPod = { labelSelector: {}, namespaceSelector: {} };

let kube: Kube;

beforeAll(async () => {
  kube = clientKube({ kubeconfig: inject('kubeconfig') });
  await kube.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace };
  await pollUntil(() => kube.get(account));
});

afterAll(() => kube.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace }));

/** Rules that were accepted, of all sorts; `seed` makes the same ones again. */
function acceptedRules(seed: number): InjectionRule[] {
  const objects = fc.sample(randomRules, { numRuns: 4000, seed });
  return objects
    .map((object) => ({ ...object, spec: { ...object.spec, ...everyPod } }))
    .map((object) => readRule(object, ruleSettings))
    .flatMap((read) => (read.kind === 'rule' ? [read.rule] : []))
    .slice(0, enough);
}

async function refusalOf(rule: InjectionRule, pod: object): Promise<string | undefined> {
  const whole = {
    apiVersion: 'v1',
    kind: 'Pod',
    ...pod,
    metadata: { name: 'web', ...(pod as Partial<KubeObject>).metadata, namespace },
  };
  const input = { pod: whole, namespace, namespaceLabels: {} };
  const decision = planRules(input, compileRules([rule]), ruleSettings);
  if (decision.kind !== 'inject') return undefined;
  const injected = applyPatch(whole, decision.patch) as KubeObject;
  try {
    await kube.create(injected, { dryRun: true });
    return undefined;
  } catch (error) {
    return `${errorMessage(error)}\n${JSON.stringify(rule.spec)}`;
  }
}

describe('rules that readRule accepts', () => {
  it.each(Object.entries(pods))('make a pod %s no worse for the API server', async (_sort, pod) => {
    const seed = Date.now();
    const rules = acceptedRules(seed);
    expect(rules.length).toBe(enough);
    const refusals: string[] = [];
    const waiting = [...rules];
    const work = async (): Promise<void> => {
      for (let rule = waiting.pop(); rule !== undefined; rule = waiting.pop()) {
        const refusal = await refusalOf(rule, pod);
        if (refusal !== undefined) refusals.push(refusal);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect(refusals, `seed ${seed}`).toEqual([]);
  });
});
