import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../../src/core/rules/compile-rules.ts';
import type { RuleParts } from '../../../../src/core/rules/compiled/rule-parts.ts';
import { clusterRule } from '../../../fixtures/rules.ts';

/** What rules with one annotation each give to pods of a namespace. */
function renderer(...notes: readonly string[]): (namespace: string) => RuleParts[] {
  const rules = notes.map((note, index) => clusterRule(`r${index}`, { annotations: { note } }));
  const compiled = compileRules(rules).inNamespace('any');
  return (namespace) =>
    compiled.map(({ partsFor }) =>
      partsFor({ namespace, pod: 'web-0', serviceAccount: 'default' }),
    );
}

const valueOf = ([parts]: readonly RuleParts[]): unknown => parts?.annotations[0]?.value;

describe('what the templates of a rule give', () => {
  it('is made once for the pods of a namespace', () => {
    const render = renderer('of {{namespace}}');
    const [first] = render('a');
    expect(valueOf(render('b'))).toBe('of b');
    expect(render('a')[0]).toBe(first);
  });

  it('is kept apart from what other rules give', () => {
    const render = renderer('of {{namespace}}', 'in {{namespace}}');
    render('a');
    expect(render('a').map((parts) => valueOf([parts]))).toEqual(['of a', 'in a']);
  });

  it('is not kept where it is for one pod alone', () => {
    const render = renderer('{{namespace}}/{{pod}}');
    expect(render('a')[0]).not.toBe(render('a')[0]);
  });

  it.each([
    ['one rule', [`{{namespace}}${'x'.repeat(1_000_000)}`]],
    ['several rules', Array.from({ length: 4 }, () => `{{namespace}}${'x'.repeat(250_000)}`)],
  ])('is forgotten before what %s gives to many namespaces fills the memory', (_what, notes) => {
    const render = renderer(...notes);
    const [first] = render('first');
    for (const namespace of ['a', 'b', 'c', 'd']) render(namespace);
    const [again] = render('first');
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('is not kept where it alone would fill the memory', () => {
    const render = renderer(`{{namespace}}${'x'.repeat(5_000_000)}`, 'of {{namespace}}');
    const [large, small] = render('a');
    const [largeAgain, smallAgain] = render('a');
    expect(largeAgain).not.toBe(large);
    expect(smallAgain).toBe(small);
  });
});
