import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { type PartCase, problemBelow, problemsOf } from '../../../../fixtures/rule-problems.ts';

describe('variables of a rule', () => {
  const env = (variable: object): object => ({ env: [{ name: 'A', ...variable }] });
  const cases: readonly PartCase[] = [
    ['no name', { name: '' }, 'IAMRA342 .name'],
    ['a name that begins with a digit', { name: '1A' }, 'IAMRA343 .name'],
    ['a name with a blank', { name: 'A B' }, 'IAMRA343 .name'],
    [
      'a value twice',
      { value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      'IAMRA346 .valueFrom',
    ],
    ['a value from nowhere', { valueFrom: {} }, 'IAMRA346 .valueFrom'],
    [
      'a value from two',
      {
        valueFrom: {
          fieldRef: { fieldPath: 'metadata.name' },
          secretKeyRef: { name: 'a', key: 'b' },
        },
      },
      'IAMRA346 .valueFrom.secretKeyRef',
    ],
    [
      'an unknown field',
      { valueFrom: { fieldRef: { fieldPath: 'spec.hostname' } } },
      'IAMRA343 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'all labels',
      { valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } },
      'IAMRA343 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'a field of no pod',
      { valueFrom: { fieldRef: {} } },
      'IAMRA342 .valueFrom.fieldRef.fieldPath',
    ],
    [
      'an unknown resource',
      { valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.resource',
    ],
    [
      'an odd divisor',
      { valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '3Mi' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.divisor',
    ],
    [
      'CPUs by the thousand',
      { valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1k' } } },
      'IAMRA343 .valueFrom.resourceFieldRef.divisor',
    ],
    [
      'a key of no Secret',
      { valueFrom: { secretKeyRef: { key: 'a' } } },
      'IAMRA342 .valueFrom.secretKeyRef.name',
    ],
    [
      'no key',
      { valueFrom: { configMapKeyRef: { name: 'a' } } },
      'IAMRA342 .valueFrom.configMapKeyRef.key',
    ],
    [
      'a bad key',
      { valueFrom: { configMapKeyRef: { name: 'a', key: 'b c' } } },
      'IAMRA343 .valueFrom.configMapKeyRef.key',
    ],
    [
      'a bad Secret',
      { valueFrom: { secretKeyRef: { name: 'A', key: 'b' } } },
      'IAMRA343 .valueFrom.secretKeyRef.name',
    ],
    [
      'a file of no volume',
      { valueFrom: { fileKeyRef: { volumeName: 'a', path: 'b', key: 'c' } } },
      'IAMRA345 .valueFrom.fileKeyRef.volumeName',
    ],
  ];

  it.each(cases)('cannot have %s', (_what, variable, problem) => {
    expect(problemsOf(clusterRule(env(variable)))).toEqual([problemBelow('env[0]', problem)]);
  });

  it.each([
    ['a variable twice', { env: [{ name: 'A' }, { name: 'A' }] }, 'IAMRA344 spec.env[1].name'],
    ['variables from nowhere', { envFrom: [{ prefix: 'A' }] }, 'IAMRA346 spec.envFrom[0]'],
    [
      'variables from two',
      { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }] },
      'IAMRA346 spec.envFrom[0].secretRef',
    ],
    [
      'variables of no Secret',
      { envFrom: [{ secretRef: {} }] },
      'IAMRA342 spec.envFrom[0].secretRef.name',
    ],
    [
      'a bad prefix',
      { envFrom: [{ prefix: '1', secretRef: { name: 'a' } }] },
      'IAMRA343 spec.envFrom[0].prefix',
    ],
  ])('cannot be %s', (_what, spec, problem) => {
    expect(problemsOf(clusterRule(spec))).toEqual([problem]);
  });
});
