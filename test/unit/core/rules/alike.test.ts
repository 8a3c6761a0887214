import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/rules/compile-rules.ts';
import { planRules } from '../../../../src/core/rules/plan-rules.ts';
import type { InjectionRule, RuleSpec } from '../../../../src/core/rules/rule.ts';
import { clusterRule, decide, ruleSettings } from '../../../fixtures/rules.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const podTerm = (topologyKey: string) => ({ topologyKey, labelSelector: {} });
const weighted = (topologyKey: string) => ({ weight: 1, podAffinityTerm: podTerm(topologyKey) });
const nodeTerm = (key: string) => ({ matchExpressions: [{ key, operator: 'Exists' }] });
const preference = (key: string) => ({ weight: 1, preference: nodeTerm(key) });

const everything = {
  containers: [
    {
      name: 'helper',
      image: 'helper:1',
      ports: [{ containerPort: 9100 }],
      resources: { requests: { cpu: '2' } },
      securityContext: { privileged: false },
    },
  ],
  initContainers: [{ name: 'first', image: 'first:1', restartPolicy: 'Always' }],
  volumes: [{ name: 'shared', emptyDir: {} }],
  volumeMounts: [{ name: 'shared', mountPath: '/shared' }],
  env: [{ name: 'GIVEN', value: 'x' }],
  envFrom: [{ configMapRef: { name: 'given' } }],
  labels: { given: 'x' },
  annotations: { given: '{{namespace}}' },
  nodeSelector: { given: 'x' },
  securityContext: { runAsNonRoot: true },
  tolerations: [{ key: 'given', operator: 'Exists' }],
  imagePullSecrets: [{ name: 'given' }],
  affinity: {
    nodeAffinity: {
      [required]: { nodeSelectorTerms: [nodeTerm('given')] },
      [preferred]: [preference('given')],
    },
    podAffinity: { [required]: [podTerm('given')], [preferred]: [weighted('given')] },
    podAntiAffinity: { [required]: [podTerm('given')], [preferred]: [weighted('given')] },
  },
} as RuleSpec;
const [helper] = everything.containers ?? [];

const ruleSets: Readonly<Record<string, readonly RuleSpec[]>> = {
  'one that gives everything': [everything],
  'one that refuses what is in its way': [{ ...everything, onConflict: 'fail' }],
  'one without a container': [{ ...everything, containers: [] }],
  'one with a port of the node': [
    { ...everything, containers: [{ ...helper, ports: [{ containerPort: 1, hostPort: 80 }] }] },
  ] as readonly RuleSpec[],
  'one whose container sleeps': [
    {
      ...everything,
      containers: [{ ...helper, lifecycle: { preStop: { sleep: { seconds: 40 } } } }],
    },
  ] as readonly RuleSpec[],
  'one for some containers': [
    { env: [{ name: 'GIVEN', value: 'x' }], targetContainers: ['app', 'own'] },
  ],
  'one that names the pod': [
    { annotations: { given: '{{pod}}' }, env: [{ name: 'GIVEN', value: '{{pod}}' }] },
  ],
  'one with long annotations': [{ annotations: { given: 'x'.repeat(50_000) } }],
  'one for some pods, beside one for all': [
    { env: [{ name: 'GIVEN', value: 'x' }] },
    { labelSelector: { matchLabels: { own: 'x' } }, labels: { given: 'x' } },
  ],
  'two that meet': [
    { env: [{ name: 'GIVEN', value: 'x' }] },
    { env: [{ name: 'GIVEN', value: 'y' }], order: 200 },
  ],
  'one that selects by what another gives': [
    { labels: { given: 'x' } },
    {
      labelSelector: { matchLabels: { given: 'x', own: 'x' } },
      env: [{ name: 'GIVEN', value: 'x' }],
    },
  ],
};

type Fields = Readonly<Record<string, unknown>>;

const containerFields: Fields = {
  name: ['app', 'own', 'helper', 'iamra-agent'],
  env: [null, [], [{ name: 'OWN' }], [{ name: 'GIVEN', value: 'own' }]],
  envFrom: [null, [], [{ configMapRef: { name: 'own' } }], [{ configMapRef: { name: 'given' } }]],
  volumeMounts: [
    null,
    [],
    [{ name: 'o', mountPath: '/o' }],
    [{ name: 'o', mountPath: '/shared/' }],
  ],
  volumeDevices: [[], [{ name: 'disk', devicePath: '/shared' }]],
  ports: [[{ containerPort: 9100 }], [{ containerPort: 1, hostPort: 80 }]],
};

const specFields: Fields = {
  containers: containers(),
  initContainers: [null, [], ...containers()],
  volumes: [null, [], [{ name: 'own' }], [{ name: 'shared', configMap: { name: 'own' } }]],
  nodeSelector: [null, {}, { own: 'x' }, { given: 'own' }],
  securityContext: [null, {}, { fsGroup: 1 }, { runAsNonRoot: false }],
  tolerations: [null, [], [{ key: 'own' }], [{ key: 'given', operator: 'Exists' }]],
  imagePullSecrets: [null, [], [{ name: 'own' }], [{ name: 'given' }]],
  affinity: [null, {}, ...affinities()],
  hostNetwork: [true, false],
  os: [{ name: 'windows' }, { name: 'linux' }],
  resources: [{}, { requests: { cpu: '1' } }],
  terminationGracePeriodSeconds: [null, 1, 60],
};

const metadataFields: Fields = {
  name: ['own', 'other'],
  labels: [null, {}, { own: 'x' }, { given: 'own' }],
  annotations: [
    null,
    {},
    { own: 'x' },
    { given: 'own' },
    { own: 'x'.repeat(240_000) },
    { 'rules.iamra.dev/applied': '' },
    { 'rules.iamra.dev/applied': 'rule-0=0123456789' },
    { 'rules.iamra.dev/inject': 'no' },
  ],
};

function containers(): readonly unknown[] {
  const usual = { name: 'app' };
  const single = variationsOf(usual, containerFields).map((container) => [container]);
  return [
    ...single,
    [usual, { name: 'own' }],
    [{ name: 'iamra-agent' }, usual],
    [usual, { name: 'iamra-agent' }],
  ];
}

function affinities(): readonly unknown[] {
  const places = {
    nodeAffinity: preference,
    podAffinity: weighted,
    podAntiAffinity: weighted,
  };
  return Object.entries(places).flatMap(([group, term]) => [
    { [group]: null },
    { [group]: {} },
    ...[[], [term('own')], [term('given')]].map((list) => ({ [group]: { [preferred]: list } })),
    group === 'nodeAffinity'
      ? { [group]: { [required]: { nodeSelectorTerms: [nodeTerm('own')] } } }
      : { [group]: { [required]: [podTerm('given')] } },
  ]);
}

/** The object with each field as each of the values, one at a time. */
function variationsOf(base: Fields, fields: Fields): readonly Fields[] {
  return Object.entries(fields).flatMap(([field, values]) =>
    (values as readonly unknown[]).map((value) => ({ ...base, [field]: value })),
  );
}

interface Base {
  readonly metadata: Fields;
  readonly spec: Fields;
}

const bases: readonly [Base, Base] = [
  { metadata: {}, spec: { containers: [{ name: 'app' }] } },
  {
    metadata: { labels: { own: 'x' }, annotations: { own: 'x' } },
    spec: {
      containers: [{ name: 'app', env: [], envFrom: [], volumeMounts: [] }],
      initContainers: [],
      volumes: [],
      nodeSelector: {},
      securityContext: {},
      tolerations: [],
      imagePullSecrets: [],
      affinity: { nodeAffinity: {}, podAffinity: {}, podAntiAffinity: {} },
    },
  },
];

const pods = bases.flatMap(({ metadata, spec }) => [
  { spec },
  ...variationsOf(spec, specFields).map((varied) => ({ metadata, spec: varied })),
  {
    metadata,
    spec: {
      ...spec,
      hostNetwork: true,
      containers: [{ name: 'app', ports: [{ containerPort: 9100 }] }],
    },
  },
  ...variationsOf(metadata, metadataFields).map((varied) => ({ metadata: varied, spec })),
]);

describe.each(Object.entries(ruleSets))('for rules like %s', (_, specs) => {
  const rules = specs.map((spec, index) => clusterRule(`rule-${index}`, spec));
  const alone = pods.map((pod) => decide(pod, ...rules));

  it.each([
    ['a usual pod', bases[0]],
    ['a pod with every list', bases[1]],
    ['one on the network of its node', { spec: { ...bases[0].spec, hostNetwork: true } }],
  ])('a pod gets what it would get alone, after %s', (_name, base) => {
    const plan = planner(rules);
    plan(base);
    expect(pods.map(plan)).toEqual(alone);
  });

  it('a pod gets what it would get alone, after many others', () => {
    const plan = planner(rules);
    for (const pod of pods.toReversed()) plan(pod);
    expect(pods.map(plan)).toEqual(alone);
  });
});

it('plans pods of one shape once', () => {
  const plan = planner([clusterRule('rule-0', everything)]);
  const named = (name: string) => ({
    metadata: { name },
    spec: { containers: [{ name, image: name }] },
  });
  expect(plan(named('one'))).toBe(plan(named('two')));
});

function planner(rules: readonly InjectionRule[]): (pod: unknown) => unknown {
  const compiled = compileRules(rules);
  return (pod) =>
    planRules({ pod, namespace: 'team-a', namespaceLabels: { team: 'a' } }, compiled, ruleSettings);
}
