import { describe, expect, it } from 'vitest';
import type { NodeSelectorTerm } from '../../../../src/core/rules/rule.ts';
import { clusterRule, decide, injection, plainPod, ruled } from '../../../fixtures/rules.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

const is = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
const term = (...matchExpressions: object[]) => ({ matchExpressions }) as NodeSelectorTerm;
const nodes = (...nodeSelectorTerms: NodeSelectorTerm[]) => ({
  nodeAffinity: { [required]: { nodeSelectorTerms } },
});

/** The alternatives of a pod that has some, after a rule with some. */
function terms(own: NodeSelectorTerm[], ...wanted: NodeSelectorTerm[]): unknown {
  const pod = plainPod({ affinity: nodes(...own) });
  const { spec } = ruled(pod, clusterRule('r', { affinity: nodes(...wanted) }));
  return (spec['affinity'] as ReturnType<typeof nodes>).nodeAffinity[required].nodeSelectorTerms;
}

const [arm, amd, north, south] = [
  is('arch', 'arm'),
  is('arch', 'amd'),
  is('zone', 'n'),
  is('zone', 's'),
];

describe('required node affinity', () => {
  it('goes into every alternative of the pod', () => {
    expect(terms([term(north), term(south)], term(arm))).toEqual([
      term(north, arm),
      term(south, arm),
    ]);
  });

  it('with alternatives of its own makes one of each two', () => {
    expect(terms([term(north), term(south)], term(arm), term(amd))).toEqual(
      [term(north, arm), term(south, arm), term(north, amd), term(south, amd)].toSorted(
        (one, other) => order(one) - order(other),
      ),
    );
  });

  it('leaves an alternative that demands it already', () => {
    expect(terms([term(arm, north), term(south)], term(arm), term(amd))).toEqual([
      term(arm, north),
      term(south, arm),
      term(south, amd),
    ]);
  });

  it('adds of an alternative what is missing of it', () => {
    expect(terms([term(arm)], term(arm, north))).toEqual([term(arm, north)]);
  });

  it('leaves an empty alternative, which matches no node, and takes none itself', () => {
    expect(terms([{}, term(north)], {}, term(arm))).toEqual([{}, term(north, arm)]);
    expect(terms([], term(arm))).toEqual([]);
  });

  it('goes by fields too', () => {
    const field = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
    expect(terms([field], term(arm))).toEqual([{ ...field, ...term(arm) }]);
    expect(terms([term(arm)], field)).toEqual([{ ...field, ...term(arm) }]);
  });

  it('keeps unknown fields of an alternative in each that comes of it', () => {
    const own = { ...term(north), 'future-field': 1 };
    expect(terms([own], term(arm), term(amd))).toEqual([
      { ...term(north, arm), 'future-field': 1 },
      { ...term(north, amd), 'future-field': 1 },
    ]);
  });

  it('of more alternatives than the pod can bear is left out, or refuses the pod', () => {
    const many = Array.from({ length: 51 }, (_, index) => term(is('n', String(index))));
    const pod = plainPod({ affinity: nodes(term(north), term(south)) });
    const affinity = nodes(...many);
    expect(injection(pod, clusterRule('r', { affinity }))).toMatchObject({
      warnings: [{ code: 'IAMRA335' }],
    });
    expect(decide(pod, clusterRule('r', { affinity, onConflict: 'fail' })).kind).toBe('refuse');
  });
});

describe('other affinity', () => {
  const near = { topologyKey: 'zone' };
  const rule = clusterRule('r', {
    affinity: {
      nodeAffinity: { [preferred]: [{ weight: 1, preference: term(arm) }] },
      podAffinity: { [required]: [near] },
      podAntiAffinity: { [preferred]: [{ weight: 2, podAffinityTerm: near }] },
    },
  });

  it('is appended where no equal one is', () => {
    const own = { topologyKey: 'host' };
    const affinity = {
      nodeAffinity: null,
      podAffinity: { [required]: [own] },
      podAntiAffinity: { [preferred]: [{ weight: 2, podAffinityTerm: near }] },
    };
    expect(ruled(plainPod({ affinity }), rule).spec['affinity']).toEqual({
      nodeAffinity: { [preferred]: [{ weight: 1, preference: term(arm) }] },
      podAffinity: { [required]: [own, near] },
      podAntiAffinity: affinity.podAntiAffinity,
    });
  });

  it('is made where there is none', () => {
    expect(ruled(plainPod(), rule).spec['affinity']).toEqual(rule.spec.affinity);
    expect(ruled(plainPod({ affinity: {} }), rule).spec['affinity']).toEqual(rule.spec.affinity);
  });
});

/** Alternatives that take the place of those of the pod come before those that are added. */
function order(one: NodeSelectorTerm): number {
  const text = JSON.stringify(one);
  return (text.includes('arm') ? 0 : 2) + (text.includes('"n"') ? 0 : 1);
}
