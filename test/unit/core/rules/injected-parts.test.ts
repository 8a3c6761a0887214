import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/rules/compile-rules.ts';
import { planRules } from '../../../../src/core/rules/plan-rules.ts';
import {
  clusterRule,
  injection,
  namespaceRule,
  plainPod,
  type RuledContainer,
  ruled,
  ruleSettings,
} from '../../../fixtures/rules.ts';

const names = (containers: readonly RuledContainer[]): string[] =>
  containers.map(({ name }) => name);
const web = { name: 'web', image: 'example.com/web:1' };

describe('containers', () => {
  const rule = clusterRule('r', {
    containers: [{ name: 'side' }],
    initContainers: [{ name: 'native', restartPolicy: 'Always' }, { name: 'setup' }],
  });

  it('go to the end, and init containers to the front', () => {
    const pod = ruled(plainPod({ initContainers: [{ name: 'migrate' }] }), rule);
    expect(names(pod.spec.containers)).toEqual(['web', 'side']);
    expect(names(pod.spec.initContainers)).toEqual(['native', 'setup', 'migrate']);
  });

  it('go behind the agent where that is first', () => {
    const pod = ruled(
      plainPod({ initContainers: [{ name: 'iamra-agent' }, { name: 'migrate' }] }),
      rule,
    );
    expect(names(pod.spec.initContainers)).toEqual(['iamra-agent', 'native', 'setup', 'migrate']);
  });

  it('keep the order of their rules, also across calls', () => {
    const late = clusterRule('late', {
      order: 200,
      labelSelector: { matchLabels: { late: 'yes' } },
      initContainers: [{ name: 'late' }],
    });
    const first = ruled(plainPod({ initContainers: [{ name: 'migrate' }] }), rule, late);
    const labelled = { ...first, metadata: { ...first.metadata, labels: { late: 'yes' } } };
    expect(names(ruled(labelled, late, rule).spec.initContainers)).toEqual([
      'native',
      'setup',
      'late',
      'migrate',
    ]);
  });

  it('are added once where two rules have the same', () => {
    const same = clusterRule('same', { containers: [{ name: 'side' }] });
    expect(names(ruled(plainPod(), rule, same).spec.containers)).toEqual(['web', 'side']);
  });
});

describe('mounts and variables', () => {
  const rule = clusterRule('ca', {
    volumes: [{ name: 'ca', configMap: { name: 'ca' } }],
    volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
    env: [{ name: 'CA', value: '/ca/ca.pem' }],
    envFrom: [{ configMapRef: { name: 'proxy' } }],
  });
  const mounted = {
    volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
    env: [{ name: 'CA', value: '/ca/ca.pem' }],
    envFrom: [{ configMapRef: { name: 'proxy' } }],
  };

  it('go into every init and app container but the agent', () => {
    const pod = ruled(
      plainPod({ initContainers: [{ name: 'iamra-agent' }, { name: 'migrate' }] }),
      rule,
    );
    expect(pod.spec.initContainers).toEqual([
      { name: 'iamra-agent' },
      { name: 'migrate', ...mounted },
    ]);
    expect(pod.spec.containers).toEqual([{ ...web, ...mounted }]);
    expect(pod.spec.volumes).toEqual([{ name: 'ca', configMap: { name: 'ca' } }]);
  });

  it('go into containers that other rules add, whatever their order', () => {
    const sidecar = clusterRule('sidecar', {
      order: 900,
      containers: [{ name: 'side', image: 's' }],
    });
    expect(ruled(plainPod(), rule, sidecar).spec.containers[1]).toEqual({
      name: 'side',
      image: 's',
      ...mounted,
    });
  });

  it('go into the named containers alone', () => {
    const named = clusterRule('ca', { ...rule.spec, targetContainers: ['side', 'absent'] });
    const pod = ruled(plainPod({ containers: [web, { name: 'side' }] }), named);
    expect(pod.spec.containers).toEqual([web, { name: 'side', ...mounted }]);
  });

  it("yield to what the rule's own container says", () => {
    const own = clusterRule('own', {
      env: [{ name: 'LEVEL', value: 'info' }],
      containers: [{ name: 'side', env: [{ name: 'LEVEL', value: 'debug' }] }],
    });
    const pod = ruled(plainPod(), own);
    expect(pod.spec.containers[1]?.env).toEqual([{ name: 'LEVEL', value: 'debug' }]);
    expect(injection(plainPod(), own).warnings).toEqual([]);
  });
});

describe('the parts of a pod', () => {
  it('are added to what is there, each by itself', () => {
    const pod = ruled(
      plainPod(
        {
          volumes: [{ name: 'own', emptyDir: {} }],
          tolerations: [{ key: 'a', operator: 'Exists' }],
          nodeSelector: { disk: 'ssd' },
          imagePullSecrets: [{ name: 'own' }],
          securityContext: { fsGroup: 1 },
        },
        { annotations: { own: 'x' } },
      ),
      clusterRule('r', {
        labels: { team: 'a' },
        annotations: { 'a/b~c': 'y' },
        tolerations: [{ key: 'b', operator: 'Exists' }],
        nodeSelector: { arch: 'arm64' },
        imagePullSecrets: [{ name: 'registry' }],
        securityContext: { runAsNonRoot: true },
      }),
    );
    expect(pod.metadata.labels).toEqual({ app: 'web', team: 'a' });
    expect(pod.metadata.annotations).toMatchObject({ own: 'x', 'a/b~c': 'y' });
    expect(pod.spec).toMatchObject({
      tolerations: [
        { key: 'a', operator: 'Exists' },
        { key: 'b', operator: 'Exists' },
      ],
      nodeSelector: { disk: 'ssd', arch: 'arm64' },
      imagePullSecrets: [{ name: 'own' }, { name: 'registry' }],
      securityContext: { fsGroup: 1, runAsNonRoot: true },
    });
  });

  it('are made where there are none, down to the metadata', () => {
    const pod = { spec: { containers: [] } };
    expect(ruled(pod, clusterRule('r', { labels: { a: 'b' } })).metadata).toMatchObject({
      labels: { a: 'b' },
      annotations: {
        'rules.iamra.dev/applied': expect.stringMatching(/^r=[\da-f]{10}$/) as unknown,
      },
    });
  });

  it('that are there already are not added again', () => {
    const rule = clusterRule('r', {
      tolerations: [{ key: 'a', operator: 'Equal', value: 'x' }],
      imagePullSecrets: [{ name: 'own' }],
    });
    const pod = plainPod({
      tolerations: [{ key: 'a', value: 'x' }],
      imagePullSecrets: [{ name: 'own' }],
    });
    expect(injection(pod, rule).patch.map(({ path }) => path)).toEqual(['/metadata/annotations']);
  });
});

describe('the patch', () => {
  it('never replaces a list, and addresses the pod as it came until init containers move', () => {
    const rule = clusterRule('r', {
      initContainers: [{ name: 'first' }],
      env: [{ name: 'A', value: '1' }],
      tolerations: [{ key: 'a' }],
    });
    const pod = plainPod(
      { initContainers: [{ name: 'migrate', env: [{ name: 'B' }] }], tolerations: [] },
      { annotations: {} },
    );
    const { patch } = injection(pod, rule);
    expect(patch.map(({ op, path }) => `${op} ${path}`)).toEqual([
      'add /metadata/annotations/rules.iamra.dev~1applied',
      'add /spec/initContainers/0/env/-',
      'add /spec/containers/0/env',
      'add /spec/tolerations/-',
      'add /spec/initContainers/0',
    ]);
  });

  it('holds the very values that other pods get, frozen, so that their encoding is known', () => {
    const rules = [
      clusterRule('a', { containers: [{ name: 'side' }], env: [{ name: 'A', value: '1' }] }),
      clusterRule('b', { env: [{ name: 'B', value: '{{namespace}}' }] }),
      clusterRule('c', { initContainers: [{ name: 'init' }] }),
    ];
    const compiled = compileRules(rules);
    const patches = ['a-', 'b-'].map((generateName) => {
      const pod = plainPod({}, { generateName, annotations: {} });
      const input = { pod, namespace: 'team-a', namespaceLabels: {} };
      const decision = planRules(input, compiled, ruleSettings);
      return decision.kind === 'inject' ? decision.patch : [];
    });
    const values = patches.map((patch) =>
      patch.flatMap((one) => (one.path.startsWith('/spec') && 'value' in one ? [one.value] : [])),
    );
    expect(values[0]).toHaveLength(3);
    for (const [index, value] of (values[0] ?? []).entries()) {
      expect(value).toBe(values[1]?.[index]);
      expect(Object.isFrozen(value)).toBe(true);
    }
  });
});

describe('the annotation of applied rules', () => {
  it('names them with hashes that tell what they give', () => {
    const applied = (value: string): string | undefined =>
      ruled(
        plainPod(),
        namespaceRule('own', { labels: { a: value } }),
        clusterRule('all', { labels: { b: 'c' } }),
      ).metadata.annotations['rules.iamra.dev/applied'];
    expect(applied('b')).toMatch(/^all=[\da-f]{10},team-a\/own=[\da-f]{10}$/);
    expect(applied('b')).not.toBe(applied('c'));
  });

  it('does not depend on order, conflicts or selectors, nor on the order of keys', () => {
    const applied = (spec: object): string | undefined =>
      ruled(plainPod(), clusterRule('r', spec)).metadata.annotations['rules.iamra.dev/applied'];
    expect(
      applied({ order: 5, onConflict: 'fail', labelSelector: {}, labels: { a: '1', b: '2' } }),
    ).toBe(applied({ labels: { b: '2', a: '1' } }));
  });
});
