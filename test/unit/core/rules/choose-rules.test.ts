import { describe, expect, it } from 'vitest';
import { chooseRules, type RuleJudges } from '../../../../src/core/rules/in-force/choose-rules.ts';
import { type InjectionRule, ruleKey } from '../../../../src/core/rules/rule.ts';
import { type RuleProblem } from '../../../../src/core/rules/rule-problem.ts';

const problem = (message: string): RuleProblem => ({
  code: 'IAMRA330',
  path: ['spec'],
  message,
  fix: 'mend it',
});

/** A label “bad” makes a spec bad; rules that set label “fights” to different values fight. */
const judges: RuleJudges = {
  readRule: (object) => {
    const { kind, metadata, spec } = object as InjectionRule & {
      metadata: InjectionRule;
    };
    const { name, namespace } = metadata;
    if (spec.labels?.['bad'] !== undefined) return { kind: 'problems', problems: [problem('bad')] };
    return { kind: 'rule', rule: { kind, name, namespace, spec } };
  },
  findFights: (rule, others) =>
    others
      .filter(({ spec }) => spec.labels?.['fights'] !== rule.spec.labels?.['fights'])
      .map((other) => problem(`fights with ${ruleKey(other)}`)),
};

const object = (
  name: string,
  labels: Record<string, string>,
  inForce?: Record<string, string>,
): object => ({
  kind: 'ClusterInjectionRule',
  metadata: { name, generation: 3 },
  spec: { labels },
  ...(inForce && { status: { inForce: { labels: inForce } } }),
});

function choose(...objects: readonly unknown[]): Array<[string, string, boolean, unknown]> {
  const { verdicts } = chooseRules(objects, { excludedNamespaces: [] }, judges);
  return verdicts.map(({ key, state, usesLastGood, spec }) => [
    key,
    state,
    usesLastGood,
    spec?.labels,
  ]);
}

describe('a rule', () => {
  it('that is good is in force', () => {
    const chosen = chooseRules([object('a', { x: '1' })], { excludedNamespaces: [] }, judges);
    const spec = { labels: { x: '1' } };
    expect(chosen).toEqual({
      inForce: [{ kind: 'ClusterInjectionRule', name: 'a', namespace: undefined, spec }],
      verdicts: [
        {
          key: 'a',
          kind: 'ClusterInjectionRule',
          name: 'a',
          namespace: undefined,
          generation: 3,
          state: 'ready',
          usesLastGood: false,
          problems: [],
          spec,
        },
      ],
    });
  });

  it('that went bad stays in force as it was', () => {
    expect(choose(object('a', { bad: '' }, { x: '1' }))).toEqual([['a', 'bad', true, { x: '1' }]]);
  });

  it('that was never good is not in force', () => {
    expect(choose(object('a', { bad: '' }), object('b', { bad: '' }, { bad: '' }))).toEqual([
      ['a', 'bad', false, undefined],
      ['b', 'bad', false, undefined],
    ]);
  });

  it('that fights with one in force yields to it, whatever their names', () => {
    expect(
      choose(object('a', { fights: '1' }), object('b', { fights: '2' }, { fights: '2' })),
    ).toEqual([
      ['a', 'bad', false, undefined],
      ['b', 'ready', false, { fights: '2' }],
    ]);
  });

  it('that fights with one as new as itself yields to the one that is named first', () => {
    const rules = [object('b', { fights: '2' }), object('a', { fights: '1' })];
    expect(choose(...rules)).toEqual([
      ['a', 'ready', false, { fights: '1' }],
      ['b', 'bad', false, undefined],
    ]);
    expect(choose(...rules.toReversed())).toEqual(choose(...rules));
  });

  it('is good as soon as what it fought with has made way', () => {
    expect(
      choose(object('a', { fights: '2' }), object('b', { fights: '2' }, { fights: '1' })),
    ).toEqual([
      ['a', 'ready', false, { fights: '2' }],
      ['b', 'ready', false, { fights: '2' }],
    ]);
  });

  it('of a namespace yields to one of the cluster, however long it has been in force', () => {
    const own = {
      ...object('a', { fights: '1' }, { fights: '1' }),
      kind: 'InjectionRule',
      metadata: { name: 'a', namespace: 'shop' },
    };
    expect(choose(own, object('z', { fights: '2' }))).toEqual([
      ['shop/a', 'bad', false, undefined],
      ['z', 'ready', false, { fights: '2' }],
    ]);
  });

  it('of a namespace has nothing to do with those of another', () => {
    const own = (namespace: string, fights: string): object => ({
      ...object('a', { fights }),
      kind: 'InjectionRule',
      metadata: { name: 'a', namespace },
    });
    expect(choose(own('shop', '1'), own('bank', '2'))).toEqual([
      ['bank/a', 'ready', false, { fights: '2' }],
      ['shop/a', 'ready', false, { fights: '1' }],
    ]);
  });

  it('is known by kind, name and, of a namespace, namespace', () => {
    const own = { ...object('a', {}), kind: 'InjectionRule' };
    const placed = { ...own, metadata: { name: 'a', namespace: 'team-a' } };
    const verdicts = choose(null, 1, {}, { kind: 'Pod', metadata: { name: 'a' } }, own, placed);
    expect(verdicts.map(([key]) => key)).toEqual(['team-a/a']);
  });
});
