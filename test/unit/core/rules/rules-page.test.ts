import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { convertFlashbots } from '../../../../src/core/rules/convert/convert-flashbots.ts';
import { fieldsOf } from '../../../../src/core/rules/validate/field-types.ts';
import { docsBlocks } from '../../../fixtures/docs-commands.ts';
import { problemsOf } from '../../../fixtures/rule-problems.ts';

const page = 'docs/rules.md';
const blocks = docsBlocks.filter((block) => block.page === page && block.language === 'yaml');

describe('docs/rules.md', () => {
  it('shows rules that are good', () => {
    const rules = blocks.map(({ text }) => parse(text) as { kind?: string });
    const shown = rules.filter(({ kind }) => kind?.endsWith('InjectionRule') === true);
    expect(shown).toHaveLength(2);
    expect(shown.flatMap(problemsOf)).toEqual([]);
  });

  it('lists every field of a rule', () => {
    const rows = readFileSync(page, 'utf8').match(/^\| `[^|]*\|/gm) ?? [];
    const listed = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(listed).toEqual(expect.arrayContaining([...(fieldsOf('RuleSpec')?.keys() ?? [])]));
  });

  it('shows a configuration of another injector that can be converted', () => {
    const text = blocks.find((block) => block.text.startsWith('inject:'))?.text ?? '';
    const { rules, notes } = convertFlashbots({ file: page, text }, { excludedNamespaces: [] });
    expect([rules, notes]).toEqual([['ca-bundle'], []]);
  });
});
