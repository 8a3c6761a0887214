import { expect, it } from 'vitest';
import { RuleJudge } from '../../../../webhook/rules/rule-judge.ts';
import type { RuleObject } from '../../../../webhook/rules/rule-object.ts';
import { clusterRule } from '../../../fixtures/injection-rules.ts';
import { ruleSettings } from '../../../fixtures/rule-problems.ts';

interface Counted {
  readonly spec: object;
  readonly looks: () => number;
}

/** A spec that counts how often something looks into it. */
function counted(labels: object): Counted {
  let looks = 0;
  const spec = Object.defineProperty({}, 'labels', {
    enumerable: true,
    get: () => {
      looks++;
      return labels;
    },
  });
  return { spec, looks: () => looks };
}

it('reads a spec once, however often rules are judged and statuses written', () => {
  const { spec, looks } = counted({ a: 'x' });
  const rule = clusterRule(spec, 'a') as RuleObject;
  const judge = new RuleJudge(ruleSettings);
  judge.judge([rule]);
  const first = looks();
  judge.judge([{ ...rule, status: { conditions: [] } }]);
  judge.judge([rule, rule]);
  expect(first).toBeGreaterThan(0);
  expect(looks()).toBe(first);
});

it('reads what was in force last once, as long as it is the same object', () => {
  const { spec, looks } = counted({ a: 'x' });
  const bad = clusterRule({ labels: {} }, 'a');
  const judge = new RuleJudge(ruleSettings);
  const chosen = judge.judge([{ ...bad, status: { inForce: spec } } as RuleObject]);
  expect(chosen.inForce).toHaveLength(1);
  const read = chosen.inForce[0];
  const again = judge.judge([{ ...bad, status: { inForce: spec } } as RuleObject]);
  expect(again.inForce[0]).toBe(read);
  expect(looks()).toBeGreaterThan(0);
});
