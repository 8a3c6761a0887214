import { describe, expect, it } from 'vitest';
import { readRule } from '../../../../../src/core/rules/validate/read-rule.ts';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { problemsOf, ruleSettings } from '../../../../fixtures/rule-problems.ts';

function container(fields: object): object {
  return { containers: [{ name: 'sidecar', image: 'example.com/sidecar', ...fields }] };
}

describe('the shape of a rule', () => {
  it.each([
    ['an unknown field', { containerz: [] }, 'IAMRA340 spec.containerz'],
    ['one of a part', container({ volumemounts: [] }), 'IAMRA340 spec.containers[0].volumemounts'],
    ['a number for text', { env: [{ name: 'A', value: 5 }] }, 'IAMRA341 spec.env[0].value'],
    ['a boolean for text', { labels: { a: true } }, 'IAMRA341 spec.labels.a'],
    ['text for a number', { order: '5' }, 'IAMRA341 spec.order'],
    ['a fraction for a number', { order: 1.5 }, 'IAMRA341 spec.order'],
    ['text for a boolean', container({ stdin: 'true' }), 'IAMRA341 spec.containers[0].stdin'],
    ['a map for a list', { containers: { name: 'a' } }, 'IAMRA341 spec.containers'],
    ['a list for a map', { labels: ['a'] }, 'IAMRA341 spec.labels'],
    ['text for a part', { containers: ['a'] }, 'IAMRA341 spec.containers[0]'],
    [
      'a list for a part',
      { volumes: [{ name: 'a', emptyDir: [] }] },
      'IAMRA341 spec.volumes[0].emptyDir',
    ],
    [
      'a boolean for a quantity',
      container({ resources: { limits: { cpu: true } } }),
      'IAMRA347 spec.containers[0].resources.limits.cpu',
    ],
    [
      'an empty quantity',
      { volumes: [{ name: 'a', emptyDir: { sizeLimit: '' } }] },
      'IAMRA347 spec.volumes[0].emptyDir.sizeLimit',
    ],
    [
      'a map for a port',
      container({ livenessProbe: { tcpSocket: { port: {} } } }),
      'IAMRA341 spec.containers[0].livenessProbe.tcpSocket.port',
    ],
  ])('cannot have %s', (_what, spec, problem) => {
    expect(problemsOf(clusterRule(spec))).toEqual([problem]);
  });

  it('names the field that was meant', () => {
    expect(readRule(clusterRule(container({ volumeMount: [] })), ruleSettings)).toMatchObject({
      problems: [
        {
          message:
            'spec.containers[0].volumeMount is no field of Container; did you mean “volumeMounts”?',
          fix: 'rename it to volumeMounts',
        },
      ],
    });
  });

  it('makes no suggestion where nothing is near', () => {
    expect(readRule(clusterRule({ labels: {}, x: 1, env: [] }), ruleSettings)).toMatchObject({
      problems: [{ message: 'spec.x is no field of a rule' }],
    });
  });

  const listOf = (length: number, item: (index: number) => unknown): unknown[] =>
    Array.from({ length }, (_, index) => item(index));
  const mapOf = (length: number): object =>
    Object.fromEntries(
      listOf(length, (index) => [`label-${index}`, 'x']) as Array<[string, string]>,
    );
  const variable = (index: number): object => ({ name: `A${index}`, value: 'x' });
  const values = (length: number): object => ({
    labels: { a: 'b' },
    labelSelector: {
      matchExpressions: [
        { key: 'a', operator: 'In', values: listOf(length, (index) => `${index}`) },
      ],
    },
  });

  it.each([
    ['env', 'items', 250, (length: number) => ({ env: listOf(length, variable) })],
    ['labels', 'members', 100, (length: number) => ({ labels: mapOf(length) })],
    [
      'containers[0].args',
      'items',
      100,
      (length: number) => container({ args: listOf(length, String) }),
    ],
    ['labelSelector.matchExpressions[0].values', 'items', 100, values],
  ])('may be as long as its limit: %s', (field, what, most, specOf) => {
    expect(problemsOf(clusterRule(specOf(most)))).toEqual([]);
    expect(readRule(clusterRule(specOf(most + 1)), ruleSettings)).toMatchObject({
      problems: [
        {
          code: 'IAMRA358',
          message: `spec.${field} has ${most + 1} ${what}, but may have ${most}`,
        },
      ],
    });
  });

  it('is not looked into where it has too many fields, nor held against what was left out', () => {
    expect(problemsOf(clusterRule(mapOf(101)))).toEqual(['IAMRA358 spec']);
    const volumes = listOf(101, (index) => ({ name: `v${index}`, emptyDir: {} }));
    const volumeMounts = [{ name: 'v0', mountPath: '/a' }];
    expect(problemsOf(clusterRule({ volumes, volumeMounts }))).toEqual(['IAMRA358 spec.volumes']);
  });
});
