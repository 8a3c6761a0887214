import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/rules/compile-rules.ts';
import { planRules } from '../../../../src/core/rules/plan-rules.ts';
import type { LabelSelector } from '../../../../src/core/rules/rule.ts';
import {
  clusterRule,
  decide,
  namespaceRule,
  plainPod,
  ruleSettings,
} from '../../../fixtures/rules.ts';

const labels = { from: 'rule' };

function isSelected(labelSelector: LabelSelector | undefined): boolean {
  const rule = clusterRule('r', { labels, ...(labelSelector && { labelSelector }) });
  const pod = plainPod({}, { labels: { app: 'web', tier: 'front' } });
  return decide(pod, rule).kind === 'inject';
}

function isSelectedIn(
  namespaceSelector: LabelSelector,
  namespaceLabels: Record<string, string> | undefined,
): ReturnType<typeof planRules> {
  const compiled = compileRules([clusterRule('r', { labels, namespaceSelector })]);
  return planRules(
    { pod: plainPod(), namespace: 'team-a', namespaceLabels },
    compiled,
    ruleSettings,
  );
}

describe('a labelSelector', () => {
  it.each<[string, LabelSelector | undefined, boolean]>([
    ['absent selects all', undefined, true],
    ['empty selects all', {}, true],
    ['matchLabels needs each label', { matchLabels: { app: 'web', tier: 'front' } }, true],
    ['matchLabels fails with one other', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['In holds with one of the values', expression('app', 'In', ['api', 'web']), true],
    ['In fails without the key', expression('zone', 'In', ['web']), false],
    ['NotIn fails with the value', expression('app', 'NotIn', ['web']), false],
    ['NotIn holds without the key', expression('zone', 'NotIn', ['web']), true],
    ['Exists needs the key', expression('app', 'Exists'), true],
    ['Exists fails without it', expression('zone', 'Exists'), false],
    ['Exists does not take what every object has', expression('constructor', 'Exists'), false],
    ['DoesNotExist fails with the key', expression('app', 'DoesNotExist'), false],
    ['DoesNotExist holds without it', expression('zone', 'DoesNotExist'), true],
    [
      'matchLabels and matchExpressions must both hold',
      { matchLabels: { app: 'web' }, ...expression('tier', 'In', ['back']) },
      false,
    ],
  ])('%s', (_, selector, expected) => {
    expect(isSelected(selector)).toBe(expected);
  });

  it('selects pods without labels by what they lack', () => {
    const rule = clusterRule('r', { labels, labelSelector: expression('app', 'DoesNotExist') });
    expect(decide(plainPod({}, { labels: null }), rule).kind).toBe('inject');
  });
});

describe('a namespace', () => {
  it('has its own rules and those of the cluster', () => {
    const rules = [namespaceRule('own', { labels }), namespaceRule('other', { labels }, 'team-b')];
    expect(decide(plainPod(), ...rules)).toMatchObject({ applied: ['team-a/own'] });
  });

  it('is selected by its labels', () => {
    expect(isSelectedIn({ matchLabels: { env: 'prod' } }, { env: 'prod' }).kind).toBe('inject');
    expect(isSelectedIn({ matchLabels: { env: 'prod' } }, { env: 'dev' })).toMatchObject({
      kind: 'skip',
      reason: 'no_rule_matches',
    });
  });

  it('is selected by its name, even where its labels are not known', () => {
    const byName = { matchLabels: { 'kubernetes.io/metadata.name': 'team-a' } };
    expect(isSelectedIn(byName, undefined).kind).toBe('inject');
    expect(isSelectedIn(byName, {}).kind).toBe('inject');
  });

  it('whose labels are not known is selected by none of them, with a warning', () => {
    const decision = isSelectedIn(expression('env', 'DoesNotExist'), undefined);
    expect(decision).toMatchObject({
      kind: 'skip',
      warnings: [{ code: 'IAMRA336', message: expect.stringContaining('rule r') as unknown }],
    });
  });
});

describe('no rule touches', () => {
  const rule = clusterRule('r', { labels });

  it('a pod that has opted out', () => {
    const pod = plainPod({}, { annotations: { 'rules.iamra.dev/inject': 'false' } });
    expect(decide(pod, rule)).toMatchObject({ kind: 'skip', reason: 'opted_out' });
  });

  it('a mirror pod', () => {
    const pod = plainPod({}, { annotations: { 'kubernetes.io/config.mirror': 'x' } });
    expect(decide(pod, rule)).toMatchObject({ kind: 'skip', reason: 'mirror_pod' });
  });

  it('a pod of an excluded namespace', () => {
    const input = { pod: plainPod(), namespace: 'kube-system', namespaceLabels: {} };
    expect(planRules(input, compileRules([rule]), ruleSettings)).toMatchObject({
      kind: 'skip',
      reason: 'excluded_namespace',
    });
  });

  it('a pod that none selects, and says so', () => {
    expect(decide(plainPod())).toMatchObject({ kind: 'skip', reason: 'no_rule_matches' });
  });
});

it('a value of the opt-out annotation without effect gives a warning', () => {
  const rule = clusterRule('r', { labels });
  const pod = plainPod({}, { annotations: { 'rules.iamra.dev/inject': 'no' } });
  expect(decide(pod, rule)).toMatchObject({ kind: 'inject', warnings: [{ code: 'IAMRA337' }] });
});

it.each([
  [{ spec: null }, 'spec must be a map'],
  [{ spec: { containers: [{ name: 1 }] } }, 'spec.containers[0].name must be a string'],
  [{ spec: { containers: [], tolerations: {} } }, 'spec.tolerations must be a list'],
  [{ spec: { containers: [], affinity: [] } }, 'spec.affinity must be a map'],
  [
    {
      spec: {
        containers: [],
        affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: 1 } },
      },
    },
    'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution must be a list',
  ],
])('a malformed pod is refused by its field: %j', (pod, message) => {
  expect(decide(pod, clusterRule('r', { labels }))).toMatchObject({
    kind: 'refuse',
    problems: [{ code: 'IAMRA310', message }],
  });
});

function expression(
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  values?: string[],
): LabelSelector {
  return { matchExpressions: [{ key, operator, ...(values && { values }) }] };
}
