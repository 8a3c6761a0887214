import { describe, expect, it } from 'vitest';
import type { InjectionRule } from '../../../../src/core/rules/rule.ts';
import {
  clusterRule,
  decide,
  injection,
  plainPod,
  type RuledPod,
  ruled,
} from '../../../fixtures/rules.ts';

const sidecar = clusterRule('sidecar', {
  onConflict: 'fail',
  initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }],
  volumes: [{ name: 'ca', configMap: { name: 'ca' } }],
  volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
  env: [{ name: 'CA', value: '/ca' }],
  labels: { mesh: 'on' },
});

interface Loose {
  metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  spec: Record<string, Array<Record<string, unknown>>>;
}

/** The pod with the rule's parts, changed as another webhook would. */
function changed(change: (pod: Loose) => void, rule: InjectionRule = sidecar): RuledPod {
  const pod = structuredClone(ruled(plainPod(), rule));
  change(pod as unknown as Loose);
  return pod;
}

describe('a second call', () => {
  it('has nothing to do', () => {
    expect(
      decide(
        changed(() => undefined),
        sidecar,
      ),
    ).toEqual({
      kind: 'skip',
      reason: 'already_injected',
      warnings: [],
      skippedRules: [],
    });
  });

  it('leaves what others have changed of what the rule wrote, even where it says fail', () => {
    const pod = changed(({ metadata, spec }) => {
      metadata.labels['mesh'] = 'off';
      Object.assign(spec['initContainers']?.[0] ?? {}, { image: 'mirror.example.com/proxy:1' });
      Object.assign(spec['volumes']?.[0] ?? {}, { configMap: { name: 'other' } });
      Object.assign(spec['containers']?.[0] ?? {}, { env: [{ name: 'CA', value: '/other' }] });
    });
    expect(decide(pod, sidecar)).toMatchObject({ reason: 'already_injected', warnings: [] });
  });

  it('gives a container that others have added its mounts and variables, and nothing else', () => {
    const pod = changed(({ spec }) => spec['containers']?.push({ name: 'late' }));
    expect(injection(pod, sidecar).patch).toEqual([
      { op: 'add', path: '/spec/containers/1/env', value: [{ name: 'CA', value: '/ca' }] },
      {
        op: 'add',
        path: '/spec/containers/1/volumeMounts',
        value: [{ name: 'ca', mountPath: '/ca' }],
      },
    ]);
  });

  it('adds again what others have dropped', () => {
    const pod = changed(({ metadata, spec }) => {
      delete metadata.labels['mesh'];
      delete spec['initContainers'];
    });
    expect(ruled(pod, sidecar)).toEqual(changed(() => undefined));
  });

  it('restores what makes a native sidecar, which older webhooks drop', () => {
    const pod = changed(({ spec }) => delete spec['initContainers']?.[0]?.['restartPolicy']);
    expect(injection(pod, sidecar).patch).toEqual([
      { op: 'add', path: '/spec/initContainers/0/restartPolicy', value: 'Always' },
    ]);
  });

  it('demands its nodes of a term that others have added too', () => {
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const expression = { key: 'arch', operator: 'Exists' };
    const nodeSelectorTerms = [{ matchExpressions: [expression] }];
    const rule = clusterRule('nodes', {
      affinity: { nodeAffinity: { [required]: { nodeSelectorTerms } } },
    });
    const pod = changed(({ spec }) => {
      const { affinity } = spec as never as {
        affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: object[] } } };
      };
      affinity.nodeAffinity[required].nodeSelectorTerms.push({
        matchExpressions: [{ key: 'zone', operator: 'Exists' }],
      });
    }, rule);
    expect(injection(pod, rule).patch).toEqual([
      {
        op: 'add',
        path: `/spec/affinity/nodeAffinity/${required}/nodeSelectorTerms/1/matchExpressions/-`,
        value: expression,
      },
    ]);
  });

  it('goes on with a rule that no longer selects the pod by its labels', () => {
    const rule = clusterRule('r', {
      labelSelector: { matchExpressions: [{ key: 'seen', operator: 'DoesNotExist' }] },
      labels: { seen: 'yes' },
      env: [{ name: 'A', value: '1' }],
    });
    const pod = changed(({ spec }) => spec['containers']?.push({ name: 'late' }), rule);
    expect(injection(pod, rule).patch.map(({ path }) => path)).toEqual(['/spec/containers/1/env']);
  });

  it('takes a rule that has changed since for a new one', () => {
    const newer = clusterRule('sidecar', { ...sidecar.spec, labels: { mesh: 'other' } });
    expect(
      decide(
        changed(() => undefined),
        newer,
      ),
    ).toMatchObject({ kind: 'refuse' });
  });

  it('keeps the records of rules that are gone, and adds those of new ones behind them', () => {
    const other = clusterRule('another', { tolerations: [{ key: 'x' }] });
    const pod = ruled(
      changed(() => undefined),
      other,
    );
    expect(pod.metadata.annotations['rules.iamra.dev/applied']).toMatch(
      /^sidecar=[\da-f]{10},another=[\da-f]{10}$/,
    );
  });

  it('takes a record that it cannot read for none', () => {
    const pod = changed(({ metadata }) => {
      metadata.annotations['rules.iamra.dev/applied'] = 'sidecar,=x,,a=';
    });
    const again = ruled(pod, sidecar);
    expect(again.metadata.annotations['rules.iamra.dev/applied']).toMatch(/^sidecar=[\da-f]{10}$/);
  });

  it.each([
    ['label', { labels: { mesh: 'on' } }, { labels: { mesh: 'off' } }],
    ['annotation', { annotations: { mesh: 'on' } }, { annotations: { mesh: 'off' } }],
    ['field', { securityContext: { fsGroup: 1 } }, { securityContext: { fsGroup: 2 } }],
    [
      'variable',
      { env: [{ name: 'A', value: '1' }], targetContainers: ['web'] },
      { env: [{ name: 'A', value: '2' }] },
    ],
    [
      'variable of a container',
      { containers: [{ name: 'own', image: 'i', env: [{ name: 'A', value: '1' }] }] },
      { env: [{ name: 'A', value: '2' }], targetContainers: ['own'] },
    ],
    [
      'mount',
      { volumes: [{ name: 'a', emptyDir: {} }], volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      { volumes: [{ name: 'b', emptyDir: {} }], volumeMounts: [{ name: 'b', mountPath: '/a' }] },
    ],
  ])(
    'leaves a %s to the later rule that wrote it, whoever comes only now',
    (_what, wrote, wants) => {
      const later = clusterRule('later', { ...wrote, order: 200 });
      const earlier = (onConflict: 'fail' | 'replace'): InjectionRule =>
        clusterRule('earlier', {
          ...wants,
          order: 1,
          onConflict,
          labelSelector: { matchLabels: { late: 'x' } },
        });
      const pod = changed(({ metadata }) => {
        metadata.labels['late'] = 'x';
      }, later);
      expect(decide(pod, later, earlier('fail'))).toMatchObject({ kind: 'inject', warnings: [] });
      expect(ruled(pod, later, earlier('replace')).spec.containers).toEqual(pod.spec.containers);
      const other = changed(
        ({ metadata }) => {
          metadata.labels['late'] = 'x';
        },
        clusterRule('later', { ...wrote, order: 0 }),
      );
      const before = clusterRule('later', { ...wrote, order: 0 });
      expect(decide(other, before, earlier('fail'))).toMatchObject({ kind: 'refuse' });
    },
  );
});
