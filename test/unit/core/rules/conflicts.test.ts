import { describe, expect, it } from 'vitest';
import type { OnConflict, RuleSpec } from '../../../../src/core/rules/rule.ts';
import { clusterRule, decide, injection, plainPod, ruled } from '../../../fixtures/rules.ts';

const messages = (pod: unknown, spec: RuleSpec): string[] => {
  const decision = decide(pod, clusterRule('r', spec));
  const notices = decision.kind === 'refuse' ? decision.problems : decision.warnings;
  return notices.map(({ code, message }) => `${code} ${message}`);
};

/** A pod that has each item otherwise than the spec wants it, what differs, and its name in messages. */
const items: ReadonlyArray<[string, Record<string, unknown>, RuleSpec, (pod: never) => unknown]> = [
  [
    'label “app”',
    plainPod(),
    { labels: { app: 'x' } },
    (pod: { metadata: { labels: { app: string } } }) => pod.metadata.labels.app,
  ],
  [
    'annotation “note”',
    plainPod({}, { annotations: { note: 'web' } }),
    { annotations: { note: 'x' } },
    (pod: { metadata: { annotations: { note: string } } }) => pod.metadata.annotations.note,
  ],
  [
    'nodeSelector “disk”',
    plainPod({ nodeSelector: { disk: 'web' } }),
    { nodeSelector: { disk: 'x' } },
    (pod: { spec: { nodeSelector: { disk: string } } }) => pod.spec.nodeSelector.disk,
  ],
  [
    'securityContext “fsGroupChangePolicy”',
    plainPod({ securityContext: { fsGroupChangePolicy: 'web' } }),
    { securityContext: { fsGroupChangePolicy: 'x' } },
    (pod: { spec: { securityContext: { fsGroupChangePolicy: string } } }) =>
      pod.spec.securityContext.fsGroupChangePolicy,
  ],
  [
    'variable “A” of container “web”',
    plainPod({ containers: [{ name: 'web', env: [{ name: 'A', value: 'web' }] }] }),
    { env: [{ name: 'A', value: 'x' }] },
    (pod: { spec: { containers: Array<{ env: Array<{ value: string }> }> } }) =>
      pod.spec.containers[0]?.env[0]?.value,
  ],
  [
    'mount path “/a” of container “web”',
    plainPod({ containers: [{ name: 'web', volumeMounts: [{ name: 'web', mountPath: '/a/' }] }] }),
    { volumes: [{ name: 'x' }], volumeMounts: [{ name: 'x', mountPath: '/a' }] },
    (pod: { spec: { containers: Array<{ volumeMounts: Array<{ name: string }> }> } }) =>
      pod.spec.containers[0]?.volumeMounts[0]?.name,
  ],
];

describe.each(items)('a taken %s', (subject, pod, spec, read) => {
  const value = (onConflict: OnConflict): unknown =>
    read(ruled(pod, clusterRule('r', { ...spec, onConflict })) as never);

  it('stays under skip, with a warning, and the rest of the rule is applied', () => {
    const whole = { ...spec, tolerations: [{ key: 'more' }] };
    expect(value('skip')).toBe('web');
    expect(messages(pod, whole)).toEqual([
      `IAMRA330 rule r leaves ${subject} as it is: the pod sets it otherwise`,
    ]);
    expect(ruled(pod, clusterRule('r', whole)).spec['tolerations']).toEqual([{ key: 'more' }]);
  });

  it('refuses the pod under fail', () => {
    expect(decide(pod, clusterRule('r', { ...spec, onConflict: 'fail' })).kind).toBe('refuse');
    expect(messages(pod, { ...spec, onConflict: 'fail' })).toEqual([
      `IAMRA331 rule r cannot set ${subject}: the pod sets it otherwise`,
    ]);
  });

  it('is written over under replace, with a warning', () => {
    expect(value('replace')).toBe('x');
    expect(messages(pod, { ...spec, onConflict: 'replace' })).toEqual([
      `IAMRA333 rule r has replaced ${subject} of the pod`,
    ]);
  });
});

describe('a rule as a whole', () => {
  const taken: ReadonlyArray<[string, Record<string, unknown>, RuleSpec]> = [
    [
      'the pod has another container “web”',
      plainPod(),
      { containers: [{ name: 'web', image: 'x' }] },
    ],
    [
      'the pod has a container “web” among its containers',
      plainPod(),
      { initContainers: [{ name: 'web', image: 'example.com/web:1' }] },
    ],
    [
      'the pod has another volume “v”',
      plainPod({ volumes: [{ name: 'v', emptyDir: {} }] }),
      { volumes: [{ name: 'v', configMap: { name: 'x' } }] },
    ],
    [
      'another container has the host port 80/TCP of container “x”',
      plainPod({ containers: [{ name: 'web', ports: [{ containerPort: 8080, hostPort: 80 }] }] }),
      {
        containers: [
          { name: 'x', ports: [{ containerPort: 1, hostPort: 80, hostIP: '127.0.0.1' }] },
        ],
      },
    ],
    [
      'another container has the host port 80/TCP of container “x”',
      plainPod({
        hostNetwork: true,
        containers: [{ name: 'web', ports: [{ containerPort: 80 }] }],
      }),
      { containers: [{ name: 'x', ports: [{ containerPort: 80 }] }] },
    ],
  ];

  it.each(taken)('is not applied under skip where %s', (obstacle, pod, spec) => {
    const decision = decide(pod, clusterRule('r', { ...spec, labels: { more: 'x' } }));
    const notice = { code: 'IAMRA332', message: `rule r is not applied: ${obstacle}` };
    expect(decision).toMatchObject({
      kind: 'skip',
      reason: 'rules_skipped',
      warnings: [notice],
      skippedRules: [{ rule: 'r', notice }],
    });
  });

  it.each(taken)('refuses the pod under fail where %s', (obstacle, pod, spec) => {
    expect(decide(pod, clusterRule('r', { ...spec, onConflict: 'fail' }))).toMatchObject({
      kind: 'refuse',
      problems: [{ code: 'IAMRA331', message: `rule r is not applied: ${obstacle}` }],
    });
  });

  it('replaces a container and a volume under replace', () => {
    const pod = plainPod({ volumes: [{ name: 'v', emptyDir: {} }] });
    const spec = {
      containers: [{ name: 'web', image: 'x' }],
      volumes: [{ name: 'v', configMap: { name: 'x' } }],
      env: [{ name: 'A', value: '1' }],
    };
    const replaced = ruled(pod, clusterRule('r', { ...spec, onConflict: 'replace' }));
    expect(replaced.spec.containers).toEqual([
      { name: 'web', image: 'x', env: [{ name: 'A', value: '1' }] },
    ]);
    expect(replaced.spec.volumes).toEqual([{ name: 'v', configMap: { name: 'x' } }]);
  });

  it.each(taken.filter(([obstacle]) => /among|port/.test(obstacle)))(
    'is not applied under replace where %s, which cannot be replaced',
    (_, pod, spec) => {
      const rule = clusterRule('r', { ...spec, onConflict: 'replace' });
      expect(decide(pod, rule)).toMatchObject({ reason: 'rules_skipped' });
    },
  );

  it('is applied where the other host port has another protocol or address', () => {
    const ports = [
      { containerPort: 1, hostPort: 80, protocol: 'UDP' },
      { containerPort: 2, hostPort: 80, hostIP: '10.0.0.1' },
    ];
    const pod = plainPod({ containers: [{ name: 'web', ports }] });
    const port = { containerPort: 3, hostPort: 80, hostIP: '10.0.0.2' };
    expect(decide(pod, clusterRule('r', { containers: [{ name: 'x', ports: [port] }] })).kind).toBe(
      'inject',
    );
  });

  it('leaves alone what is equal, whatever defaults the API server has added', () => {
    const pod = plainPod({
      containers: [
        {
          name: 'web',
          image: 'example.com/web:1',
          env: [{ name: 'B' }],
          imagePullPolicy: 'Always',
        },
      ],
      volumes: [{ name: 'v', configMap: { name: 'x', defaultMode: 420 } }],
    });
    const rule = clusterRule('r', {
      onConflict: 'fail',
      containers: [{ name: 'web', image: 'example.com/web:1', env: [{ name: 'B' }] }],
      volumes: [{ name: 'v', configMap: { name: 'x' } }],
    });
    expect(injection(pod, rule).patch).toHaveLength(1);
  });
});

it('a mount at the path of a block device is left out, and refuses the pod under fail', () => {
  const devices = [{ name: 'd', devicePath: '/dev/x' }];
  const pod = plainPod({ containers: [{ name: 'web', volumeDevices: devices }] });
  const spec = { volumes: [{ name: 'v' }], volumeMounts: [{ name: 'v', mountPath: '/dev/x' }] };
  expect(messages(pod, { ...spec, onConflict: 'replace' })).toEqual([
    'IAMRA330 rule r cannot mount at path “/dev/x” of container “web”: the pod has a device there',
  ]);
  expect(decide(pod, clusterRule('r', { ...spec, onConflict: 'fail' })).kind).toBe('refuse');
});

describe('among rules', () => {
  const first = clusterRule('first', { order: 1, labels: { a: '1' } });
  const later = (onConflict: OnConflict) =>
    clusterRule('later', { order: 2, onConflict, labels: { a: '2' } });

  it('a later one that says replace wins, without a word', () => {
    const rules = [later('replace'), first];
    expect(ruled(plainPod(), ...rules).metadata.labels).toEqual({ app: 'web', a: '2' });
    expect(injection(plainPod(), ...rules).warnings).toEqual([]);
  });

  it('a later one that says skip yields, and names the other', () => {
    const rules = [later('skip'), first];
    expect(ruled(plainPod(), ...rules).metadata.labels).toEqual({ app: 'web', a: '1' });
    expect(injection(plainPod(), ...rules).warnings).toMatchObject([
      { message: 'rule later leaves label “a” as it is: rule first sets it otherwise' },
    ]);
  });

  it('an earlier one that says replace does not write over a later one, in whichever pass', () => {
    const byLabel = clusterRule('by-label', {
      order: 1,
      onConflict: 'replace',
      labelSelector: { matchLabels: { a: '2' } },
      labels: { b: 'early' },
      containers: [{ name: 'side', image: 'early' }],
    });
    const last = clusterRule('last', {
      order: 3,
      labels: { a: '2', b: 'late' },
      containers: [{ name: 'side', image: 'late' }],
    });
    const pod = ruled(plainPod(), byLabel, last);
    expect(pod.metadata.labels).toMatchObject({ b: 'late' });
    expect(pod.spec.containers[1]).toEqual({ name: 'side', image: 'late' });
    expect(pod.metadata.annotations['rules.iamra.dev/applied']).toMatch(/by-label=/);
  });

  it('at the same order the one of the cluster comes first, then the order of keys counts', () => {
    const named = (name: string) =>
      clusterRule(name, { env: [{ name: name.toUpperCase(), value: '' }] });
    const own = { ...named('a'), kind: 'InjectionRule', namespace: 'team-a' } as const;
    const pod = ruled(plainPod(), own, named('c'), named('B'), {
      ...named('d'),
      spec: { ...named('d').spec, order: 0 },
    });
    expect(pod.spec.containers[0]?.env).toMatchObject([
      { name: 'D' },
      { name: 'B' },
      { name: 'C' },
      { name: 'A' },
    ]);
  });

  it('one may select the pod by a label that a later one adds', () => {
    const byLabel = clusterRule('by-label', {
      order: 1,
      labelSelector: { matchLabels: { mesh: 'on' } },
      tolerations: [{ key: 'mesh' }],
    });
    const adding = clusterRule('adding', { order: 2, labels: { mesh: 'on' } });
    expect(injection(plainPod(), byLabel, adding).applied).toEqual(['by-label', 'adding']);
  });

  it('one that was in the way of another makes room for it', () => {
    const blocked = clusterRule('blocked', {
      order: 1,
      containers: [{ name: 'web', image: 'x' }],
      labels: { b: '' },
    });
    const replacing = clusterRule('replacing', {
      order: 2,
      onConflict: 'replace',
      containers: [{ name: 'web', image: 'x' }],
    });
    expect(injection(plainPod(), blocked, replacing).applied).toEqual(['blocked', 'replacing']);
  });
});
