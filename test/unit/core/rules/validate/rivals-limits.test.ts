import { describe, expect, it } from 'vitest';
import type { InjectionRule } from '../../../../../src/core/rules/rule.ts';
import { Rivals } from '../../../../../src/core/rules/validate/rivals.ts';
import { codeAndPath } from '../../../../fixtures/rule-problems.ts';

function rule(name: string, spec: object, namespace?: string): InjectionRule {
  const kind = namespace === undefined ? 'ClusterInjectionRule' : 'InjectionRule';
  return { kind, namespace, name, spec };
}

function fights(one: InjectionRule, ...others: InjectionRule[]): string[] {
  return new Rivals(others).fightsOf(one).map(codeAndPath);
}

describe('rivals with as much as rules may have', () => {
  const spread = (length: number, of: (index: number) => string): string[] =>
    Array.from({ length }, (_, index) => of(index));
  const env = (value: string): object[] =>
    spread(250, (index) => `A${index}`).map((name) => ({ name, value }));

  it('look at the targets of two of them until they know that no pod matches both', () => {
    let looks = 0;
    const counted = (name: string): InjectionRule => {
      const spec = { labelSelector: { matchLabels: { app: name } }, env: env(name) };
      return new Proxy(rule(name, spec, 'shop'), {
        get: (target, key) => {
          if (key === 'spec') looks++;
          return Reflect.get(target, key) as unknown;
        },
      });
    };
    const rules = spread(10, (index) => `r${index}`).map(counted);
    const rivals = new Rivals(rules);
    for (const one of rules) expect(rivals.hasFight(one)).toBe(false);
    // Of each two rules their orders and selectors, whatever number of variables they have.
    expect(looks).toBeLessThan(10 * 10 * 10);
  });

  it('find a container that two long lists of targets have in common', () => {
    const targets = (name: string): string[] => spread(99, (index) => `${name}${index}`);
    const a = rule('a', { targetContainers: [...targets('a'), 'app'], env: env('1') }, 'shop');
    const b = rule('b', { targetContainers: [...targets('b'), 'app'], env: env('2') }, 'shop');
    const c = rule('c', { targetContainers: targets('c'), env: env('3') }, 'shop');
    expect(fights(a, a, b, c)).toHaveLength(250);
    expect(fights(c, a, b, c)).toEqual([]);
  });

  it('find what one container of many has otherwise, but not what another one has', () => {
    const image = 'example.com/a';
    const own = (names: string[], value: string): object => ({
      containers: names.map((name) => ({ name, image, env: [{ name: 'A', value }] })),
    });
    const a = rule('a', own(['a1', 'a2'], '1'));
    expect(fights(a, rule('b', own(['b1', 'b2'], '2')))).toEqual([]);
    expect(fights(a, rule('b', own(['b1', 'a2'], '2')))).toEqual([
      'IAMRA354 spec.containers[1].name',
      'IAMRA354 spec.containers[1].env[0].name',
    ]);
    expect(fights(a, rule('b', { env: [{ name: 'A', value: '2' }] }))).toHaveLength(2);
    const some = { targetContainers: ['x', 'a2'], env: [{ name: 'A', value: '2' }] };
    expect(fights(rule('b', some), a)).toEqual(['IAMRA354 spec.env[0].name']);
  });

  it.each([
    [
      [
        ['In', 'a', 'b'],
        ['In', 'b', 'c'],
      ],
      true,
    ],
    [
      [
        ['In', 'a', 'b'],
        ['In', 'c'],
      ],
      false,
    ],
    [
      [
        ['In', 'a', 'b'],
        ['NotIn', 'b', 'a'],
      ],
      false,
    ],
    [
      [
        ['In', 'a', 'b'],
        ['NotIn', 'b'],
      ],
      true,
    ],
    [[['NotIn', 'a'], ['Exists']], true],
    [[['NotIn', 'a'], ['DoesNotExist']], true],
    [[['Exists'], ['DoesNotExist']], false],
    [[['In', 'a'], ['DoesNotExist']], false],
    [[['In', 'a'], ['Exists']], true],
  ])('fight where one label can meet both selectors: %j', (requirements, canMeet) => {
    const [first, second] = requirements.map(([operator, ...values], index) =>
      rule(`r${index}`, {
        labelSelector: {
          matchExpressions: [{ key: 'app', operator, ...(values.length > 0 ? { values } : {}) }],
        },
        env: [{ name: 'A', value: `${index}` }],
      }),
    ) as [InjectionRule, InjectionRule];
    expect(fights(first, second)).toHaveLength(canMeet ? 1 : 0);
    expect(fights(second, first)).toHaveLength(canMeet ? 1 : 0);
  });
});
