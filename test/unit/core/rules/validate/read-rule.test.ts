import { describe, expect, it } from 'vitest';
import { readRule } from '../../../../../src/core/rules/validate/read-rule.ts';
import { clusterRule, fullSpec, namespacedRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf, ruleSettings } from '../../../../fixtures/rule-problems.ts';

const labels = { a: 'b' };
const nameLabel = 'kubernetes.io/metadata.name';

function selector(...matchExpressions: object[]): object {
  return { labelSelector: { matchExpressions }, labels };
}

function data(fields: object): object {
  return { volumes: [{ name: 'data', emptyDir: {} }], ...fields };
}

describe('readRule', () => {
  it('reads a rule of a cluster with something of everything', () => {
    expect(readRule(clusterRule(fullSpec), ruleSettings)).toEqual({
      kind: 'rule',
      rule: { kind: 'ClusterInjectionRule', name: 'proxy', namespace: undefined, spec: fullSpec },
    });
  });

  it("reads a namespace's rule", () => {
    expect(readRule(namespacedRule({ labels }), ruleSettings)).toEqual({
      kind: 'rule',
      rule: { kind: 'InjectionRule', name: 'proxy', namespace: 'shop', spec: { labels } },
    });
  });

  it('refuses a spec of more than 64 KiB of JSON, and says nothing else of it', () => {
    const spec = (bytes: number): object => ({ annotations: { a: 'x'.repeat(bytes - 31) }, b: [] });
    const [atMost, tooLarge] = [64 * 1024, 64 * 1024 + 1].map((bytes) =>
      readRule(clusterRule(spec(bytes)), ruleSettings),
    );
    expect(atMost).toMatchObject({ problems: [{ code: 'IAMRA340' }] });
    expect(tooLarge).toMatchObject({
      problems: [
        {
          code: 'IAMRA356',
          message: 'spec is 65537 bytes of JSON, but may be 65536',
          path: ['spec'],
        },
      ],
    });
    const text = 'ä'.repeat(40_000);
    expect(problemsOf(clusterRule({ annotations: { text } }))).toEqual(['IAMRA356 spec']);
  });

  it('takes null for absent, as Kubernetes does', () => {
    const read = readRule(clusterRule({ labels, env: null }), ruleSettings);
    expect(read).toMatchObject({ kind: 'rule', rule: { spec: { labels } } });
    expect(read.kind === 'rule' && 'env' in read.rule.spec).toBe(false);
  });

  it.each([
    ['a namespace as label', { labels: { in: '{{namespace}}' } }],
    ['a ServiceAccount in an annotation', { annotations: { by: 'sa {{serviceAccount}}!' } }],
    ['braces that are no template', { annotations: { a: '{ {x} } {{ }', b: '}}' } }],
    ['a Windows path', data({ volumeMounts: [{ name: 'data', mountPath: 'C:\\data' }] })],
    ['the cost of a pod', { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-5' } }],
  ])('takes %s', (_what, spec) => {
    expect(problemsOf(clusterRule(spec))).toEqual([]);
  });

  it('says all that is wrong at once', () => {
    const spec = { order: 5000, env: [{ name: '1', value: 1 }], volumes: [{ name: 'X' }] };
    expect(problemsOf(clusterRule(spec)).sort()).toEqual([
      'IAMRA341 spec.env[0].value',
      'IAMRA343 spec.env[0].name',
      'IAMRA343 spec.order',
      'IAMRA343 spec.volumes[0].name',
      'IAMRA346 spec.volumes[0]',
    ]);
  });
});

describe('readRule, of the object', () => {
  it.each([
    ['nothing', undefined, ['IAMRA355 ']],
    ['a list', [], ['IAMRA355 ']],
    ['a pod', { apiVersion: 'v1', kind: 'Pod' }, ['IAMRA355 apiVersion', 'IAMRA355 kind']],
    ['another version', { apiVersion: 'iamra.dev/v1' }, ['IAMRA355 apiVersion']],
    ['a member that no rule has', { sepc: {} }, ['IAMRA340 sepc']],
    ['no name', { metadata: {} }, ['IAMRA342 metadata.name']],
    ['a bad name', { metadata: { name: 'A' } }, ['IAMRA343 metadata.name']],
    ['a number as name', { metadata: { name: 5 } }, ['IAMRA341 metadata.name']],
    ['no namespace', { kind: 'InjectionRule' }, ['IAMRA342 metadata.namespace']],
    ['no spec', { spec: undefined }, ['IAMRA353 spec']],
    ['a text as spec', { spec: 'x' }, ['IAMRA341 spec']],
  ])('refuses %s', (_what, change, problems) => {
    const isObject = typeof change === 'object' && !Array.isArray(change);
    const object = isObject ? { ...clusterRule({ labels }), ...change } : change;
    expect(problemsOf(object)).toEqual(problems);
  });

  it('takes an object whose name is not made yet', () => {
    expect(problemsOf({ ...clusterRule({ labels }), metadata: { generateName: 'a-' } })).toEqual(
      [],
    );
  });
});

describe('readRule, of the fields of a rule', () => {
  it.each([
    ['an order below 0', { order: -1 }, 'IAMRA343 spec.order'],
    ['an order over 1000', { order: 1001 }, 'IAMRA343 spec.order'],
    ['another onConflict', { onConflict: 'Fail' }, 'IAMRA343 spec.onConflict'],
    ['a bad target', { targetContainers: ['A'] }, 'IAMRA343 spec.targetContainers[0]'],
    ['a target twice', { targetContainers: ['a', 'a'] }, 'IAMRA344 spec.targetContainers[1]'],
    ['another template', { env: [{ name: 'A', value: '{{node}}' }] }, 'IAMRA349 spec.env[0].value'],
    ['an empty template', { annotations: { a: '{{ }}' } }, 'IAMRA349 spec.annotations.a'],
    ['a template as name', { env: [{ name: '{{pod}}', value: '' }] }, 'IAMRA343 spec.env[0].name'],
    ['a template as key', { labels: { '{{pod}}': 'a' } }, 'IAMRA343 spec.labels[{{pod}}]'],
    ['a pod as label, too long', { labels: { a: '{{pod}}' } }, 'IAMRA343 spec.labels.a'],
    ['a long label', { labels: { a: 'x{{namespace}}' } }, 'IAMRA343 spec.labels.a'],
    ['a bad label', { labels: { a: '-' } }, 'IAMRA343 spec.labels.a'],
    ['a bad label key', { labels: { 'A/b': 'c' } }, 'IAMRA343 spec.labels[A/b]'],
    ['a bad annotation', { annotations: { 'a b': 'c' } }, 'IAMRA343 spec.annotations[a b]'],
    ['a bad node label', { nodeSelector: { a: 'b c' } }, 'IAMRA343 spec.nodeSelector.a'],
    [
      'a mark of mirror pods',
      { annotations: { 'kubernetes.io/config.mirror': 'x' } },
      'IAMRA348 spec.annotations[kubernetes.io/config.mirror]',
    ],
    [
      'an AppArmor annotation',
      { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'x' } },
      'IAMRA348 spec.annotations[container.apparmor.security.beta.kubernetes.io/app]',
    ],
    [
      'a cost that is no number',
      { annotations: { 'controller.kubernetes.io/pod-deletion-cost': 'high' } },
      'IAMRA343 spec.annotations[controller.kubernetes.io/pod-deletion-cost]',
    ],
    [
      'the same secret twice',
      { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] },
      'IAMRA344 spec.imagePullSecrets[1].name',
    ],
    ['a secret without name', { imagePullSecrets: [{}] }, 'IAMRA342 spec.imagePullSecrets[0].name'],
  ])('refuses %s', (_what, spec, problem) => {
    expect(problemsOf(clusterRule({ labels, ...spec }))).toEqual([problem]);
  });

  it('refuses a rule that injects nothing', () => {
    expect(problemsOf(clusterRule({ order: 5, labelSelector: {}, env: [] }))).toEqual([
      'IAMRA353 spec',
    ]);
  });

  it.each([
    ['operator', { key: 'a', operator: 'in', values: ['b'] }, 'operator'],
    ['absent values', { key: 'a', operator: 'In' }, 'values'],
    ['values that it cannot have', { key: 'a', operator: 'Exists', values: ['b'] }, 'values'],
    ['a bad value', { key: 'a', operator: 'In', values: ['b c'] }, 'values[0]'],
    ['a bad key', { key: 'a/b/c', operator: 'Exists' }, 'key'],
  ])('refuses a selector for its %s', (_what, expression, field) => {
    expect(problemsOf(clusterRule(selector(expression)))).toEqual([
      `IAMRA351 spec.labelSelector.matchExpressions[0].${field}`,
    ]);
  });

  it('refuses a selector that lacks its key or has a bad label', () => {
    expect(problemsOf(clusterRule(selector({ operator: 'Exists' })))).toEqual([
      'IAMRA342 spec.labelSelector.matchExpressions[0].key',
    ]);
    expect(problemsOf(clusterRule({ labels, labelSelector: { matchLabels: { a: '-' } } }))).toEqual(
      ['IAMRA351 spec.labelSelector.matchLabels.a'],
    );
  });
});

describe('readRule, of namespaces', () => {
  it('refuses selectors that name an excluded one', () => {
    const byLabel = { labels, namespaceSelector: { matchLabels: { [nameLabel]: 'kube-system' } } };
    const values = ['shop', 'iamra-system'];
    const byExpression = {
      labels,
      namespaceSelector: { matchExpressions: [{ key: nameLabel, operator: 'In', values }] },
    };
    expect(problemsOf(clusterRule(byLabel))).toEqual([
      `IAMRA352 spec.namespaceSelector.matchLabels[${nameLabel}]`,
    ]);
    expect(problemsOf(clusterRule(byExpression))).toEqual([
      'IAMRA352 spec.namespaceSelector.matchExpressions[0].values[1]',
    ]);
  });

  it('takes selectors that leave excluded ones out', () => {
    const expression = { key: nameLabel, operator: 'NotIn', values: ['kube-system'] };
    const spec = { labels, namespaceSelector: { matchExpressions: [expression] } };
    expect(problemsOf(clusterRule(spec))).toEqual([]);
  });

  it('refuses a namespaceSelector of a namespaced rule, and a rule in an excluded namespace', () => {
    const rule = namespacedRule({ labels, namespaceSelector: {} }, 'a', 'kube-system');
    expect(problemsOf(rule)).toEqual([
      'IAMRA352 metadata.namespace',
      'IAMRA348 spec.namespaceSelector',
    ]);
  });
});

describe('readRule, of what belongs to iamra', () => {
  it.each([
    ['container', { containers: [{ name: 'iamra-agent', image: 'a' }] }, 'containers[0].name'],
    ['target', { targetContainers: ['iamra-agent'] }, 'targetContainers[0]'],
    ['volume', { volumes: [{ name: 'iamra-x', emptyDir: {} }] }, 'volumes[0].name'],
    ['label', { labels: { 'iamra.dev/injected': 'true' } }, 'labels[iamra.dev/injected]'],
    [
      'annotation',
      { annotations: { 'rules.iamra.dev/inject': 'false' } },
      'annotations[rules.iamra.dev/inject]',
    ],
    [
      'path',
      data({ volumeMounts: [{ name: 'data', mountPath: '/var/run/secrets/iamra.dev/token' }] }),
      'volumeMounts[0].mountPath',
    ],
  ])('refuses the %s', (_what, spec, path) => {
    expect(problemsOf(clusterRule({ labels, ...spec }))).toEqual([`IAMRA350 spec.${path}`]);
  });
});
