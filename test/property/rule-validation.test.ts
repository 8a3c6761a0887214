import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import { compileRules } from '../../src/core/rules/compile-rules.ts';
import { planRules } from '../../src/core/rules/plan-rules.ts';
import { renderTemplates } from '../../src/core/rules/template/render-templates.ts';
import { readRule } from '../../src/core/rules/validate/read-rule.ts';
import { clusterRule } from '../fixtures/injection-rules.ts';
import { randomRules } from '../fixtures/random-rule-objects.ts';
import { ruleSettings } from '../fixtures/rule-problems.ts';

interface Pod {
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: ReadonlyArray<{ readonly name: string }>;
  };
}

interface Container {
  readonly name: string;
  readonly env?: ReadonlyArray<{ readonly name: string }>;
  readonly volumeMounts?: ReadonlyArray<{ readonly mountPath: string }>;
}

const app = {
  name: 'app',
  image: 'example.com/app',
  env: [{ name: 'A', value: 'a' }],
  volumeMounts: [{ name: 'logs', mountPath: '/var/log/app' }],
};

const pod = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [app], volumes: [{ name: 'logs', emptyDir: {} }] },
};

function isWithoutRepetition(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function expectNoRepetition({ spec }: Pod): void {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const lists = [
    containers.map(({ name }) => name),
    (spec.volumes ?? []).map(({ name }) => name),
    ...containers.map(({ env = [] }) => env.map(({ name }) => name)),
    ...containers.map(({ volumeMounts = [] }) => volumeMounts.map(({ mountPath }) => mountPath)),
  ];
  expect(lists.filter((names) => !isWithoutRepetition(names))).toEqual([]);
}

describe('readRule, on anything', () => {
  it('never throws, and always says what is wrong with what it refuses', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.jsonValue().map((spec) => clusterRule(spec as object)),
          randomRules,
        ),
        (object) => {
          const read = readRule(object, ruleSettings);
          if (read.kind === 'rule') return;
          expect(read.problems.length).toBeGreaterThan(0);
          for (const { message, fix } of read.problems) expect([message, fix]).not.toContain('');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('accepts only rules that give no pod anything twice', () => {
    let accepted = 0;
    fc.assert(
      fc.property(randomRules, (object) => {
        const read = readRule(
          { ...object, spec: { ...object.spec, labelSelector: {}, namespaceSelector: {} } },
          ruleSettings,
        );
        if (read.kind !== 'rule') return;
        accepted++;
        const input = { pod, namespace: 'shop', namespaceLabels: {} };
        const decision = planRules(input, compileRules([read.rule]), ruleSettings);
        if (decision.kind !== 'inject') return;
        expectNoRepetition(applyPatch(pod, decision.patch) as Pod);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});

describe('a label of a rule that is accepted', () => {
  const valid = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
  const piece = fc.constantFrom(
    '',
    'a',
    '-',
    '.',
    '{{namespace}}',
    '{{ pod }}',
    '{{serviceAccount}}',
  );
  const namespace = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
  const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?$/);

  it('is one that Kubernetes takes, whatever names are filled in', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join('')),
        fc.record({ namespace, pod: name, serviceAccount: name }),
        (label, names) => {
          const read = readRule(clusterRule({ labels: { label } }), ruleSettings);
          if (read.kind === 'problems') return;
          expect(renderTemplates({ label }, names).label).toMatch(valid);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
