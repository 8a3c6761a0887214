import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  type Conversion,
  convertFlashbots,
} from '../../../../../src/core/rules/convert/convert-flashbots.ts';
import { placeManifests } from '../../../../../src/core/rules/lint/place-manifests.ts';
import { problemsOf } from '../../../../fixtures/rule-problems.ts';

function convert(text: string): Conversion {
  return convertFlashbots({ file: 'injector.yaml', text }, { excludedNamespaces: [] });
}

function specsOf({ text }: Conversion): unknown[] {
  return parseAllDocuments(text).map((document) => (document.toJS() as { spec: unknown }).spec);
}

const exporter = `inject:
  - name: exporter
    labelSelector:
      matchExpressions: [{ key: eks.amazonaws.com/fargate-profile, operator: Exists }]
    namespaceSelector:
      matchExpressions:
        - { key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }
    labels:
      example.com/exported: true
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: In, values: [1] }] }]
    containers:
      - name: exporter
        image: registry.example.com/exporter:1.10
        command: [/bin/exporter]
        args: [--port, 9100]
        ports: [{ name: metrics, containerPort: 9100 }]
        resources:
          requests: { cpu: 1, memory: 64Mi }
        volumeMounts: []
    tolerations: [{ key: dedicated, operator: Exists, tolerationSeconds: 60, effect: NoExecute }]
    volumes:
    volumeMounts:
`;

const bundle = `  - name: bundle
    volumes:
      - name: bundle
        configMap: { name: bundle, defaultMode: 0444, optional: true, items: [{ key: a, path: b }] }
    volumeMounts:
      - { name: bundle, mountPath: /etc/ssl/certs/own.crt, subPath: b, readOnly: true }
`;

/** A configuration with so many entries. */
function entries(count: number): string {
  const each = (index: number): string => `  - { name: r-${index}, labels: { l-${index}: x } }\n`;
  return `inject:\n${Array.from({ length: count }, (_, index) => each(index)).join('')}`;
}

describe('convertFlashbots', () => {
  it('keeps the order of as many entries as a cluster takes rules, and refuses more', () => {
    const orders = specsOf(convert(entries(200))).map((spec) => (spec as { order: number }).order);
    expect(orders).toEqual(orders.toSorted((one, other) => one - other));
    expect([new Set(orders).size, orders[0], orders.at(-1)]).toEqual([200, 100, 896]);
    expect(() => convert(entries(201))).toThrow(
      'injector.yaml:202: inject has 201 entries, and a cluster takes 200 ClusterInjectionRules',
    );
  });

  it('translates all that a configuration can say, with the types of Kubernetes', () => {
    const [spec] = specsOf(convert(exporter));
    expect(spec).toMatchObject({
      labelSelector: { matchExpressions: [{ operator: 'Exists' }] },
      namespaceSelector: { matchExpressions: [{ values: ['kube-system'] }] },
      labels: { 'example.com/exported': 'true' },
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', values: ['1'] }] }],
          },
        },
      },
      containers: [
        {
          command: ['/bin/exporter'],
          args: ['--port', '9100'],
          image: 'registry.example.com/exporter:1.10',
          ports: [{ containerPort: 9100 }],
          resources: { requests: { cpu: '1', memory: '64Mi' } },
        },
      ],
      tolerations: [{ tolerationSeconds: 60 }],
    });
    expect(spec).not.toHaveProperty('volumes');
    expect(spec).not.toHaveProperty('order');
  });

  it('makes rules that are good, in the order of the list', () => {
    const conversion = convert(exporter + bundle);
    expect(conversion.rules).toEqual(['exporter', 'bundle']);
    const rules = parseAllDocuments(conversion.text).map((document) => document.toJS() as unknown);
    expect(rules.flatMap(problemsOf)).toEqual([]);
    expect(specsOf(conversion)).toMatchObject([
      { order: 100 },
      {
        order: 110,
        volumes: [{ configMap: { defaultMode: 0o444, optional: true } }],
        volumeMounts: [{ readOnly: true }],
      },
    ]);
  });

  it('names with its line what has no translation, and what becomes otherwise', () => {
    const text = `log: { level: info }\n${exporter.replace('name: exporter', 'name: Node Exporter\n    maxIterations: 4')}`;
    const { notes, rules } = convert(text);
    expect(rules).toEqual(['node-exporter']);
    expect(notes.map((note) => note.split(' ').slice(0, 3).join(' '))).toEqual([
      'injector.yaml:1: log sets',
      'injector.yaml:3: inject[0].name becomes',
      'injector.yaml:4: inject[0].maxIterations has',
      'injector.yaml:16: inject[0].containers stay',
      'injector.yaml:12: inject[0].affinity is',
    ]);
  });

  it('writes YAML that kubectl reads alike, which takes on and 010 for no texts', () => {
    const labels = '{ a: on, b: "010", c: 1_000, d: y, e: 2026-01-01 }';
    const [rule] = placeManifests({
      file: 'rules.yaml',
      text: convert(`inject: [{ name: a, labels: ${labels} }]`).text,
    });
    expect(rule?.object['spec']).toEqual({
      labels: { a: 'on', b: '010', c: '1_000', d: 'y', e: '2026-01-01' },
    });
  });

  it('gives a name to rules that have none', () => {
    expect(convert(exporter.replace('name: exporter\n    label', 'label')).rules).toEqual([
      'rule-1',
    ]);
  });

  it.each([
    [
      'a key that the injector does not know',
      ['labels:', 'lables:'],
      /injector\.yaml:8: inject\[0\]\.lables is no key/,
    ],
    ['two at once', ['command', 'env: []\n        comand'], /\.env is no key.*\.comand is no key/],
    ['another top', ['inject:', 'injects:'], /injects is no key/],
    ['a number that is none', ['9100 }', 'x }'], /containerPort must be a whole number/],
    [
      'a port name of 16 characters',
      ['name: metrics', 'name: a234567890123456'],
      /injector\.yaml:19: .*has 16 characters/,
    ],
  ])('refuses %s, with its line', (_what, [from = '', to = ''], message) => {
    expect(() => convert(exporter.replace(from, to))).toThrow(
      expect.objectContaining({
        code: 'IAMRA367',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('refuses what is no YAML, and what has nothing to inject', () => {
    expect(() => convert('inject: [')).toThrow(expect.objectContaining({ code: 'IAMRA903' }));
    expect(() => convert('log: {}')).toThrow(expect.objectContaining({ code: 'IAMRA365' }));
    expect(() => convert('')).toThrow(expect.objectContaining({ code: 'IAMRA365' }));
  });
});
