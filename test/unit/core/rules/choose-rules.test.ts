import { describe, expect, it } from 'vitest';
import { chooseRules } from '../../../../src/core/rules/in-force/choose-rules.ts';
import { readRule } from '../../../../src/core/rules/validate/read-rule.ts';

const settings = { excludedNamespaces: [] };

const object = (
  name: string,
  labels: Record<string, string>,
  inForce?: Record<string, string>,
): object => ({
  apiVersion: 'iamra.dev/v1alpha1',
  kind: 'ClusterInjectionRule',
  metadata: { name, generation: 3 },
  spec: { labels },
  ...(inForce && { status: { inForce: { labels: inForce } } }),
});

function choose(...objects: readonly unknown[]): Array<[string, string, boolean, unknown]> {
  const { verdicts } = chooseRules(objects, settings);
  return verdicts.map(({ key, state, usesLastGood, spec }) => [
    key,
    state,
    usesLastGood,
    spec?.labels,
  ]);
}

describe('a rule', () => {
  it('that is good is in force', () => {
    const chosen = chooseRules([object('a', { x: '1' })], settings);
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
    expect(choose(object('a', { bad: 'no label!' }, { x: '1' }))).toEqual([
      ['a', 'bad', true, { x: '1' }],
    ]);
  });

  it('that was never good is not in force', () => {
    expect(
      choose(
        object('a', { bad: 'no label!' }),
        object('b', { bad: 'no label!' }, { bad: 'no label!' }),
      ),
    ).toEqual([
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

describe('of many rules', () => {
  const many = (count: number, make: (index: number) => object): object[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const name = (index: number): string => `r-${String(index).padStart(3, '0')}`;
  const own = (index: number, namespace: string): object => ({
    ...object(name(index), { [name(index)]: 'x' }),
    kind: 'InjectionRule',
    metadata: { name: name(index), namespace },
  });
  const badKeys = (objects: readonly object[]): string[] =>
    chooseRules(objects, settings)
      .verdicts.filter(({ state }) => state === 'bad')
      .map(({ key }) => key);

  it('no more are in force than may be, and those beyond say so', () => {
    const objects = [
      ...many(202, (index) => object(name(index), { [name(index)]: 'x' })),
      ...many(51, (index) => own(index, 'shop')),
      ...many(50, (index) => own(index, 'bank')),
    ];
    expect(badKeys(objects)).toEqual(['r-200', 'r-201', 'shop/r-050']);
    expect(badKeys(objects.toReversed())).toEqual(badKeys(objects));
    const { verdicts } = chooseRules(objects, settings);
    expect(verdicts.find(({ key }) => key === 'shop/r-050')?.problems).toMatchObject([
      {
        code: 'IAMRA357',
        message:
          'metadata.name is of a rule too many: namespace shop has the 50 InjectionRules that may be in force',
      },
    ]);
  });

  it('those in force stay, even where they are too many, and may change', () => {
    const old = many(201, (index) => object(name(index + 1), { [name(index)]: 'y' }, { a: 'x' }));
    expect(badKeys([object('r-000', {}), ...old])).toEqual(['r-000']);
  });

  it('each spec is read once, in however many steps the rules make way for one another', () => {
    const reads = new Map<string, number>();
    const chain = many(20, (index) =>
      object(name(index), { [name(index + 1)]: 'new' }, { [name(index)]: 'old' }),
    );
    const steady = many(20, (index) => object(`s-${index}`, { s: 'x' }, { s: 'x' }));
    const { verdicts } = chooseRules([...chain, ...steady], settings, (one, given) => {
      const { metadata } = one as { metadata: { name: string } };
      reads.set(metadata.name, (reads.get(metadata.name) ?? 0) + 1);
      return readRule(one, given);
    });
    expect(verdicts.map(({ state }) => state)).toEqual(verdicts.map(() => 'ready'));
    expect([...reads.values()]).toEqual([
      ...many(20, () => 2 as never),
      ...many(20, () => 1 as never),
    ]);
  });

  it('there is one problem for each target, with however many rules it fights', () => {
    const fighting = many(30, (index) => object(name(index), { one: `${index}`, two: `${index}` }));
    const problems = chooseRules(fighting, settings).verdicts.flatMap(
      (verdict) => verdict.problems,
    );
    expect(problems).toHaveLength(29 * 2);
  });
});
