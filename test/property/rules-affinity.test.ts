import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyPatch } from '../../src/core/json-patch/apply-patch.ts';
import {
  affinity as anyAffinity,
  pods,
  type RandomAffinity,
  type RandomPod,
  type RandomTerm,
} from '../fixtures/random-rules.ts';
import { clusterRule, decide } from '../fixtures/rules.ts';

type Node = Readonly<Record<string, string>>;

const values = [undefined, 'p', 'q', 'r'];

/** All nodes that differ in what terms ask for. */
const nodes: readonly Node[] = values.flatMap((arch) =>
  values.map((zone) => ({
    ...(arch === undefined ? {} : { arch }),
    ...(zone === undefined ? {} : { zone }),
  })),
);

/** The scheduler's reading: alternatives of demands; an empty alternative matches no node. */
function takes(affinity: RandomAffinity | null | undefined, node: Node): boolean {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required == null) return true;
  return required.nodeSelectorTerms.some((term) => matches(term, node));
}

function matches({ matchExpressions }: RandomTerm, node: Node): boolean {
  const expressions = matchExpressions ?? [];
  if (expressions.length === 0) return false;
  return expressions.every(({ key, operator, values: wanted = [] }) => {
    const value = node[key];
    switch (operator) {
      case 'In':
        return value !== undefined && wanted.includes(value);
      case 'NotIn':
        return value === undefined || !wanted.includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}

it('a pod runs on those nodes alone that both it and each rule would take', () => {
  const given = fc.array(anyAffinity, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(pods, given, (pod, affinities) => {
      const rules = affinities.map((affinity, index) => clusterRule(`rule-${index}`, { affinity }));
      const decision = decide(pod, ...rules);
      if (decision.kind !== 'inject') throw new Error(decision.kind);
      const admitted = applyPatch(pod, decision.patch) as RandomPod;
      for (const node of nodes) {
        const expected = [pod.spec.affinity, ...affinities.map(withoutEmpty)].every((one) =>
          takes(one, node),
        );
        expect(takes(admitted.spec.affinity, node)).toBe(expected);
      }
    }),
    { numRuns: 300 },
  );
});

/** A rule whose terms are all empty asks for nothing: validation refuses it. */
function withoutEmpty(affinity: RandomAffinity): RandomAffinity {
  const required = affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const isEmpty = ({ matchExpressions = [] }: RandomTerm): boolean => matchExpressions.length === 0;
  return required?.nodeSelectorTerms.every(isEmpty) === true ? {} : affinity;
}
