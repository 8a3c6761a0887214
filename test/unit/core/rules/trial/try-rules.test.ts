import { describe, expect, it } from 'vitest';
import type { InjectionRule, RuleSpec } from '../../../../../src/core/rules/rule.ts';
import type { PodTrial } from '../../../../../src/core/rules/trial/rule-outcome.ts';
import { triedPods } from '../../../../../src/core/rules/trial/tried-pods.ts';
import { tryRules } from '../../../../../src/core/rules/trial/try-rules.ts';

const settings = { excludedNamespaces: ['kube-system'] };

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: example.com/web }]
`;

function rule(name: string, spec: RuleSpec, namespace?: string): InjectionRule {
  const kind = namespace === undefined ? 'ClusterInjectionRule' : 'InjectionRule';
  return { kind, namespace, name, spec };
}

function attempt(text: string, ...rules: InjectionRule[]): PodTrial[] {
  return tryRules(rules, triedPods([{ file: 'pods.yaml', text }], 'default'), settings);
}

function outcomes(text: string, ...rules: InjectionRule[]): string[] {
  return attempt(text, ...rules).flatMap((trial) =>
    trial.rules.map(({ outcome, reason }) => `${outcome}: ${reason ?? ''}`),
  );
}

const mark: RuleSpec = { labels: { mesh: 'on' } };

describe('tryRules', () => {
  it('shows the pods of a workload as the rules make them', () => {
    const [trial] = attempt(deployment, rule('mark', mark));
    expect(trial).toMatchObject({
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      outcome: 'changed',
      rules: [{ rule: 'mark', outcome: 'applies', reason: null }],
      pod: {
        kind: 'Pod',
        metadata: { generateName: 'web-', namespace: 'shop', labels: { app: 'web', mesh: 'on' } },
      },
    });
    expect(trial?.diff).toContain('+     mesh: on');
  });

  it('fills in templates with the names that the pods will have', () => {
    const [trial] = attempt(deployment, rule('mark', { annotations: { of: '{{pod}}' } }));
    expect(trial?.diff).toContain('of: web');
  });

  it.each([
    [
      { labelSelector: { matchLabels: { app: 'api' } } },
      'labelSelector wants the label app to be api, which is "web"',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
      'labelSelector wants the label tier, which is absent',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } },
      'labelSelector wants no label app, which is "web"',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } },
      'labelSelector wants the label app not to be web, which is "web"',
    ],
    [
      { namespaceSelector: { matchLabels: { team: 'shop' } } },
      'namespaceSelector wants the label team to be shop, which is absent',
    ],
  ] as Array<[RuleSpec, string]>)('says why a rule does not match: %j', (spec, reason) => {
    expect(outcomes(deployment, rule('mark', { ...mark, ...spec }))).toEqual([
      `does_not_match: ${reason}`,
    ]);
  });

  it('says that a rule is for another namespace', () => {
    expect(outcomes(deployment, rule('mark', mark, 'bank'))).toEqual([
      'does_not_match: it counts in namespace bank only',
    ]);
  });

  it('knows the labels of namespaces that are in the files', () => {
    const namespace =
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n';
    const spec = { ...mark, namespaceSelector: { matchLabels: { team: 'a' } } };
    expect(outcomes(`${deployment}---\n${namespace}`, rule('mark', spec))).toEqual(['applies: ']);
  });

  it('counts labels that other rules add', () => {
    const next = { annotations: { a: 'b' }, labelSelector: { matchLabels: { mesh: 'on' } } };
    expect(outcomes(deployment, rule('a', next), rule('mark', mark))).toEqual([
      'applies: ',
      'applies: ',
    ]);
  });

  it('says that a rule is skipped, and of what', () => {
    const containers = [{ name: 'web', image: 'example.com/other' }];
    const [trial] = attempt(deployment, rule('sidecar', { containers }));
    expect(trial).toMatchObject({
      outcome: 'unchanged',
      rules: [{ outcome: 'skipped' }],
      diff: '',
    });
    expect(trial?.rules[0]?.reason).toContain('another container “web”');
  });

  it('says that a rule refuses the pod', () => {
    const containers = [{ name: 'web', image: 'example.com/other' }];
    const spec: RuleSpec = { containers, onConflict: 'fail' };
    const [trial] = attempt(deployment, rule('sidecar', spec));
    expect(trial).toMatchObject({ outcome: 'refused', rules: [{ outcome: 'conflict' }] });
    expect(trial?.notices.length).toBeGreaterThan(0);
  });

  it.each([
    [
      'opted out',
      ['app: web } }', 'app: web }, annotations: { rules.iamra.dev/inject: "false" } }'],
    ],
    ['in an excluded namespace', ['shop', 'kube-system']],
  ])('leaves pods alone that are %s', (_what, [from = '', to = '']) => {
    const [trial] = attempt(deployment.replace(from, to), rule('mark', mark));
    expect(trial).toMatchObject({ outcome: 'unchanged', rules: [{ outcome: 'left_alone' }] });
  });

  it('says of a pod that has all of it already that the rule applies', () => {
    const [first] = attempt(deployment, rule('mark', mark));
    const again = JSON.stringify({ ...(first?.pod as object) });
    expect(attempt(again, rule('mark', mark))).toMatchObject([
      {
        kind: 'Pod',
        outcome: 'unchanged',
        rules: [{ outcome: 'applies', reason: 'the pod has all of it' }],
      },
    ]);
  });
});
