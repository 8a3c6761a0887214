import { describe, expect, it } from 'vitest';
import { clusterRule } from '../../../../fixtures/injection-rules.ts';
import { type PartCase, problemBelow, problemsOf } from '../../../../fixtures/rule-problems.ts';

describe('scheduling by a rule', () => {
  const nodes = (...nodeSelectorTerms: object[]): object => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  });
  const pods = (term: object): object => ({
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  });
  const term = '.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const pod = '.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
  const zone = { topologyKey: 'zone' };
  const affinities: readonly PartCase[] = [
    ['no term', nodes(), `IAMRA342 ${term}`],
    ['an empty term', nodes({}), `IAMRA351 ${term}[0]`],
    [
      'another operator',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].operator`,
    ],
    [
      'no value',
      nodes({ matchExpressions: [{ key: 'a', operator: 'In' }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].values`,
    ],
    [
      'more than a text',
      nodes({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchExpressions[0].values`,
    ],
    [
      'another field',
      nodes({ matchFields: [{ key: 'spec.a', operator: 'In', values: ['b'] }] }),
      `IAMRA351 ${term}[0].matchFields[0].key`,
    ],
    [
      'two names',
      nodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }),
      `IAMRA351 ${term}[0].matchFields[0].values`,
    ],
    ['no topology', pods({ labelSelector: {} }), `IAMRA342 ${pod}.topologyKey`],
    ['a bad topology', pods({ topologyKey: 'a b' }), `IAMRA343 ${pod}.topologyKey`],
    ['a bad namespace', pods({ ...zone, namespaces: ['A'] }), `IAMRA343 ${pod}.namespaces[0]`],
    [
      'a bad selector',
      pods({ ...zone, labelSelector: { matchLabels: { 'a/b/c': 'd' } } }),
      `IAMRA351 ${pod}.labelSelector.matchLabels[a/b/c]`,
    ],
    [
      'a label twice',
      pods({ ...zone, matchLabelKeys: ['a'], labelSelector: { matchLabels: { a: 'b' } } }),
      `IAMRA344 ${pod}.matchLabelKeys[0]`,
    ],
    [
      'labels of no selector',
      pods({ ...zone, matchLabelKeys: ['a'] }),
      `IAMRA342 ${pod}.labelSelector`,
    ],
    [
      'a weight of 0',
      {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: zone }],
        },
      },
      'IAMRA343 .podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight',
    ],
    [
      'a preference of nothing',
      { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } },
      'IAMRA342 .nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference',
    ],
  ];

  it.each(affinities)('cannot have an affinity with %s', (_what, affinity, problem) => {
    expect(problemsOf(clusterRule({ affinity }))).toEqual([problemBelow('affinity', problem)]);
  });

  it('may ask for nodes by name and by number', () => {
    const byName = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
    const byNumber = { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] };
    expect(problemsOf(clusterRule({ affinity: nodes(byName, byNumber) }))).toEqual([]);
  });

  const tolerations: readonly PartCase[] = [
    ['another operator', { key: 'a', operator: 'Gt', value: '1' }, 'IAMRA343 .operator'],
    ['no key', { value: 'a' }, 'IAMRA346 .operator'],
    [
      'a value that it does not ask for',
      { key: 'a', operator: 'Exists', value: 'b' },
      'IAMRA346 .value',
    ],
    ['a bad value', { key: 'a', value: 'b c' }, 'IAMRA343 .value'],
    ['a bad key', { key: 'a b' }, 'IAMRA343 .key'],
    ['another effect', { key: 'a', effect: 'Never' }, 'IAMRA343 .effect'],
    [
      'time for another effect',
      { key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 },
      'IAMRA346 .effect',
    ],
  ];

  it.each(tolerations)('cannot have a toleration with %s', (_what, toleration, problem) => {
    const rule = clusterRule({ tolerations: [toleration] });
    expect(problemsOf(rule)).toEqual([problemBelow('tolerations[0]', problem)]);
  });

  it('may tolerate everything', () => {
    expect(problemsOf(clusterRule({ tolerations: [{ operator: 'Exists' }] }))).toEqual([]);
  });
});
