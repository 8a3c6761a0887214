import { expect, it } from 'vitest';
import { RuleJudge } from '../../../../webhook/rules/rule-judge.ts';
import type { RuleObject } from '../../../../webhook/rules/rule-object.ts';
import { clusterRule } from '../../../fixtures/injection-rules.ts';
import { ruleSettings } from '../../../fixtures/rule-problems.ts';

it('reads an object once, however often rules are judged, until it changes', () => {
  let looks = 0;
  const counted = (name: string): RuleObject =>
    Object.defineProperty({ ...clusterRule({}, name) } as RuleObject, 'spec', {
      enumerable: true,
      get: () => {
        looks++;
        return { labels: { [name]: 'x' } };
      },
    });
  const judge = new RuleJudge(ruleSettings);
  const a = counted('a');
  judge.judge([a, counted('b')]);
  const first = looks;
  judge.judge([a, a]);
  expect(looks).toBe(first);
  judge.judge([a, counted('c')]);
  expect(looks).toBe(first * 1.5);
});
