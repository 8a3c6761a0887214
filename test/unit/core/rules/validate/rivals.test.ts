import { describe, expect, it } from 'vitest';
import type { InjectionRule } from '../../../../../src/core/rules/rule.ts';
import { Rivals } from '../../../../../src/core/rules/validate/rivals.ts';
import { codeAndPath } from '../../../../fixtures/rule-problems.ts';

const nameLabel = 'kubernetes.io/metadata.name';

function rule(name: string, spec: object, namespace?: string): InjectionRule {
  const kind = namespace === undefined ? 'ClusterInjectionRule' : 'InjectionRule';
  return { kind, namespace, name, spec };
}

function fights(one: InjectionRule, ...others: InjectionRule[]): string[] {
  return new Rivals(others).fightsOf(one).map(codeAndPath);
}

const one = { labels: { team: 'a' } };
const other = { labels: { team: 'b' } };

describe('rivals, over what', () => {
  const image = 'example.com/a';
  it.each([
    ['a label', one, other, 'labels.team'],
    ['an annotation', { annotations: { a: '1' } }, { annotations: { a: '2' } }, 'annotations.a'],
    ['a node label', { nodeSelector: { a: '1' } }, { nodeSelector: { a: '2' } }, 'nodeSelector.a'],
    [
      'a field of securityContext',
      { securityContext: { runAsUser: 1, fsGroup: 5 } },
      { securityContext: { runAsUser: 2, fsGroup: 5 } },
      'securityContext.runAsUser',
    ],
    [
      'a volume',
      { volumes: [{ name: 'a', emptyDir: {} }] },
      { volumes: [{ name: 'a', secret: { secretName: 'a' } }] },
      'volumes[0].name',
    ],
    [
      'a container',
      { containers: [{ name: 'a', image }] },
      { containers: [{ name: 'a', image: 'b' }] },
      'containers[0].name',
    ],
    [
      'a container that is an init container elsewhere',
      { containers: [{ name: 'a', image }] },
      { initContainers: [{ name: 'a', image }] },
      'containers[0].name',
    ],
    [
      'a port of the host',
      { containers: [{ name: 'a', image, ports: [{ containerPort: 80, hostPort: 80 }] }] },
      { containers: [{ name: 'b', image, ports: [{ containerPort: 80, hostPort: 80 }] }] },
      'containers[0].ports[0].hostPort',
    ],
    [
      'a port of the host, at one of its addresses and at all',
      { containers: [{ name: 'a', image, ports: [{ hostPort: 80, hostIP: '10.0.0.1' }] }] },
      { containers: [{ name: 'b', image, ports: [{ hostPort: 80, hostIP: '0.0.0.0' }] }] },
      'containers[0].ports[0].hostPort',
    ],
    [
      'a variable of a container of its own',
      { containers: [{ name: 'a', image, env: [{ name: 'A', value: '1' }] }] },
      { env: [{ name: 'A', value: '2' }] },
      'containers[0].env[0].name',
    ],
    [
      'a variable of a container of the other',
      { env: [{ name: 'A', value: '2' }], targetContainers: ['a'] },
      { containers: [{ name: 'a', image, env: [{ name: 'A', value: '1' }] }] },
      'env[0].name',
    ],
    [
      'a path in a container of its own',
      { containers: [{ name: 'a', image, volumeMounts: [{ name: 'a', mountPath: '/a/' }] }] },
      { volumeMounts: [{ name: 'b', mountPath: '/a' }] },
      'containers[0].volumeMounts[0].mountPath',
    ],
    [
      'a variable',
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'A', value: '2' }] },
      'env[0].name',
    ],
    [
      'a path',
      { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      { volumeMounts: [{ name: 'b', mountPath: '/a' }] },
      'volumeMounts[0].mountPath',
    ],
    [
      'a path that is written otherwise',
      { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      { volumeMounts: [{ name: 'b', mountPath: '/a/' }] },
      'volumeMounts[0].mountPath',
    ],
  ])('finds one over %s', (_what, mine, theirs, path) => {
    expect(fights(rule('mine', mine), rule('theirs', theirs))).toEqual([`IAMRA354 spec.${path}`]);
  });

  it.each([
    ['agree', one, one],
    [
      'agree, written in another order',
      { volumes: [{ name: 'a', secret: { secretName: 'a', optional: true } }] },
      { volumes: [{ secret: { optional: true, secretName: 'a' }, name: 'a' }] },
    ],
    [
      'agree, with another slash',
      { volumeMounts: [{ name: 'a', mountPath: '/a' }] },
      { volumeMounts: [{ name: 'a', mountPath: '/a/' }] },
    ],
    ['write different labels', one, { labels: { stage: 'b' } }],
    [
      'write into different containers',
      { env: [{ name: 'A', value: '1' }], targetContainers: ['a'] },
      { env: [{ name: 'A', value: '2' }], targetContainers: ['b'] },
    ],
    [
      'write into a container, and into others than it',
      { containers: [{ name: 'a', image: 'x', env: [{ name: 'A', value: '1' }] }] },
      { env: [{ name: 'A', value: '2' }], targetContainers: ['b'] },
    ],
    [
      'have the same variable in containers of their own',
      { containers: [{ name: 'a', image: 'x', env: [{ name: 'A', value: '1' }] }] },
      { containers: [{ name: 'b', image: 'x', env: [{ name: 'A', value: '2' }] }] },
    ],
    [
      'have a port at different addresses of the host',
      { containers: [{ name: 'a', image: 'x', ports: [{ hostPort: 80, hostIP: '10.0.0.1' }] }] },
      { containers: [{ name: 'b', image: 'x', ports: [{ hostPort: 80, hostIP: '10.0.0.2' }] }] },
    ],
    ['only add', { tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'b' }] }],
    ['have different orders', { ...one, order: 1 }, { ...other, order: 2 }],
    [
      'refuse pods only before the other',
      { ...one, order: 1, onConflict: 'fail' },
      { ...other, order: 2 },
    ],
  ])('finds none between rules that %s', (_what, mine, theirs) => {
    expect(fights(rule('mine', mine), rule('theirs', theirs))).toEqual([]);
  });

  it('does not hold a rule against its own older form', () => {
    expect(fights(rule('mine', one), rule('mine', other))).toEqual([]);
    expect(fights(rule('mine', one, 'shop'), rule('mine', other, 'shop'))).toEqual([]);
    expect(fights(rule('mine', one, 'shop'), rule('mine', other))).toHaveLength(1);
  });

  it('finds that the later of two refuses what the earlier wrote, from either side', () => {
    const early = rule('early', { ...one, order: 1 });
    const late = rule('late', { ...other, order: 2, onConflict: 'fail' });
    expect(new Rivals([late]).fightsOf(early)).toMatchObject([
      {
        message:
          'spec.labels.team is otherwise in ClusterInjectionRule late, which can match the same pods and comes after it, and that one says onConflict: fail',
      },
    ]);
    expect(new Rivals([early]).fightsOf(late)[0]?.fix).toContain('set onConflict of late to skip');
  });

  it('names the first of several rivals, and how many there are', () => {
    const rivals = new Rivals(['a', 'b', 'c'].map((name) => rule(name, other)));
    expect(rivals.fightsOf(rule('mine', one)).map(({ message }) => message)).toEqual([
      'spec.labels.team is otherwise in ClusterInjectionRule a, which can match the same pods and has the same order; 2 more of them fight over it too',
    ]);
  });

  it('forgets a rule that is removed, and what it wrote', () => {
    const writer = rule('b', other);
    const rivals = new Rivals([writer]);
    expect(rivals.hasFight(rule('a', one))).toBe(true);
    rivals.remove(writer);
    expect(rivals.hasFight(rule('a', one))).toBe(false);
  });

  it('takes an absent order for 100', () => {
    expect(fights(rule('a', { ...one, order: 100 }), rule('b', other))).toHaveLength(1);
  });
});

describe('rivals, between which rules', () => {
  const meet = (mine: object, theirs: object): boolean =>
    fights(rule('a', { ...one, ...mine }), rule('b', { ...other, ...theirs })).length > 0;
  const app = (operator: string, ...values: string[]): object => ({
    labelSelector: { matchExpressions: [{ key: 'app', operator, values }] },
  });

  it.each([
    ['one value and another', app('In', 'a'), app('In', 'b')],
    [
      'two values and another',
      app('In', 'a', 'b'),
      { labelSelector: { matchLabels: { app: 'c' } } },
    ],
    ['a value and all but it', app('In', 'a'), app('NotIn', 'a')],
    ['presence and absence', app('Exists'), app('DoesNotExist')],
    ['a value and absence', app('In', 'a'), app('DoesNotExist')],
  ])('tells selectors apart: %s', (_what, mine, theirs) => {
    expect(meet(mine, theirs)).toBe(false);
  });

  it.each([
    ['of different labels', app('In', 'a'), { labelSelector: { matchLabels: { tier: 'a' } } }],
    ['with a common value', app('In', 'a', 'b'), app('In', 'b', 'c')],
    ['of all but some', app('NotIn', 'a'), app('NotIn', 'b')],
    ['of nothing', {}, app('In', 'a')],
    ['of absence', app('NotIn', 'a'), app('DoesNotExist')],
  ])('sees that one pod can match selectors %s', (_what, mine, theirs) => {
    expect(meet(mine, theirs)).toBe(true);
  });

  it('does not count on labels that a rule writes', () => {
    const on = { labelSelector: { matchLabels: { mesh: 'on' } } };
    const off = {
      labelSelector: { matchExpressions: [{ key: 'mesh', operator: 'DoesNotExist' }] },
    };
    expect(meet(on, off)).toBe(false);
    const writer = rule('writer', { labels: { mesh: 'on' } });
    const rules = [rule('b', { ...other, ...off }), writer];
    expect(fights(rule('a', { ...one, ...on }), ...rules)).toHaveLength(1);
  });

  it('counts on labels that are written only where one of the two rules is not', () => {
    const on = { ...one, labelSelector: { matchLabels: { mesh: 'on' } } };
    const off = { ...other, labelSelector: { matchLabels: { mesh: 'off' } } };
    const namespaceSelector = { matchLabels: { [nameLabel]: 'shop' } };
    const writes = { labels: { mesh: 'on' } };
    const inBank = rule('writer', writes, 'bank');
    expect(fights(rule('a', on, 'shop'), rule('b', off, 'shop'), inBank)).toEqual([]);
    expect(fights(rule('a', on), rule('b', off), inBank)).toEqual([]);
    const shopAlone = { ...on, namespaceSelector };
    const bankAlone = { ...writes, namespaceSelector: { matchLabels: { [nameLabel]: 'bank' } } };
    expect(fights(rule('a', shopAlone), rule('b', off), rule('w', bankAlone))).toEqual([]);
    const inShop = rule('w', { ...writes, namespaceSelector });
    expect(fights(rule('a', on, 'shop'), rule('b', off, 'shop'), inShop)).toHaveLength(1);
  });

  it('makes the rule of a namespace yield to one of the cluster, not the other way round', () => {
    expect(fights(rule('a', one), rule('b', other, 'shop'))).toEqual([]);
    expect(fights(rule('b', other, 'shop'), rule('a', one))).toHaveLength(1);
  });

  it('tells namespaces apart', () => {
    const named = (value: string): object => ({
      namespaceSelector: { matchLabels: { [nameLabel]: value } },
    });
    const without = (value: string): object => ({
      namespaceSelector: {
        matchExpressions: [{ key: nameLabel, operator: 'NotIn', values: [value] }],
      },
    });
    expect(fights(rule('a', one, 'shop'), rule('a', other, 'bank'))).toEqual([]);
    expect(fights(rule('a', one, 'shop'), rule('b', other, 'shop'))).toHaveLength(1);
    expect(fights(rule('a', one, 'shop'), rule('b', other))).toHaveLength(1);
    expect(fights(rule('a', one, 'shop'), rule('b', { ...other, ...named('bank') }))).toEqual([]);
    expect(fights(rule('a', one, 'shop'), rule('b', { ...other, ...without('shop') }))).toEqual([]);
    expect(meet(named('shop'), named('bank'))).toBe(false);
    expect(meet(named('shop'), without('bank'))).toBe(true);
  });
});
