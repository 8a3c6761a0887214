import { describe, expect, it } from 'vitest';
import type { RuleVerdict } from '../../../../src/core/rules/in-force/choose-rules.ts';
import {
  planRuleStatus as planStatus,
  type RuleStatus,
} from '../../../../webhook/controller/rules/plan-rule-status.ts';

const now = new Date('2026-03-04T05:06:07.891Z');
const later = new Date('2026-03-05T05:06:07Z');
const spec = { labels: { team: 'a' } };

function planRuleStatus(verdict: RuleVerdict, present: unknown, at: Date): RuleStatus | undefined {
  return planStatus({ verdict, isAsked: true }, present, at);
}

function verdict(more: Partial<RuleVerdict> = {}): RuleVerdict {
  return {
    key: 'labels',
    kind: 'ClusterInjectionRule',
    namespace: undefined,
    name: 'labels',
    generation: 3,
    state: 'ready',
    usesLastGood: false,
    problems: [],
    spec,
    ...more,
  };
}

const problem = {
  code: 'IAMRA360',
  path: ['spec', 'env', 0, 'name'],
  message: 'It is empty.',
  fix: 'name it',
} as const;
const bad = verdict({ state: 'bad', spec: undefined, problems: [problem, problem] });
const ready = planRuleStatus(verdict(), undefined, now);

describe('the status of a rule', () => {
  it('has the generation, the condition Ready and the spec in force', () => {
    expect(ready).toEqual({
      observedGeneration: 3,
      inForce: spec,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          observedGeneration: 3,
          lastTransitionTime: '2026-03-04T05:06:07Z',
          reason: 'InForce',
          message: 'The rule is applied to new pods.',
        },
      ],
    });
  });

  it('is not Ready before API servers ask, and says so, with the spec in force', () => {
    const early = planStatus({ verdict: verdict(), isAsked: false }, undefined, now);
    expect(early).toMatchObject({
      inForce: spec,
      conditions: [{ type: 'Ready', status: 'False', reason: 'WaitingForWebhook' }],
    });
    expect(planRuleStatus(verdict(), early, later)?.conditions).toMatchObject([
      { status: 'True', reason: 'InForce', lastTransitionTime: '2026-03-05T05:06:07Z' },
    ]);
  });

  it('is left as it is where nothing of it changes, at whatever time', () => {
    expect(planRuleStatus(verdict(), ready, later)).toBeUndefined();
  });

  it('keeps the time of the last change of Ready, and conditions of others', () => {
    const other = {
      type: 'Other',
      status: 'True',
      reason: 'X',
      message: '',
      lastTransitionTime: '',
    };
    const present = { ...ready, conditions: [other, ...(ready?.conditions ?? [])] };
    const next = planRuleStatus(verdict({ generation: 4 }), present, later);
    expect(next?.conditions).toMatchObject([
      other,
      { type: 'Ready', observedGeneration: 4, lastTransitionTime: '2026-03-04T05:06:07Z' },
    ]);
  });

  it('says of a bad rule each problem at its field, and since when', () => {
    const status = planRuleStatus(bad, ready, later);
    expect(status).not.toHaveProperty('inForce');
    expect(status?.conditions).toMatchObject([
      {
        status: 'False',
        reason: 'Refused',
        lastTransitionTime: '2026-03-05T05:06:07Z',
        message:
          'The rule is not applied: spec.env[0].name: IAMRA360 It is empty. Fix: name it; spec.env[0].name: IAMRA360 It is empty. Fix: name it',
      },
    ]);
  });

  it('says of a bad rule that an earlier version holds', () => {
    const status = planRuleStatus({ ...bad, usesLastGood: true, spec }, ready, later);
    expect(status?.inForce).toEqual(spec);
    expect(status?.conditions[0]?.reason).toBe('LastGoodInForce');
    expect(status?.conditions[0]?.message).toMatch(
      /^An earlier version of the rule stays in force: /,
    );
  });

  it('has a message that Kubernetes takes, however many problems there are', () => {
    const many = { ...bad, problems: Array.from({ length: 500 }, () => problem) };
    const message = planRuleStatus(many, undefined, now)?.conditions[0]?.message ?? '';
    expect(message.length).toBe(4096);
  });

  it.each([[null], ['text'], [{ conditions: undefined }]])('is made anew over %j', (present) => {
    expect(planRuleStatus(verdict(), present, now)).toEqual(ready);
  });
});
