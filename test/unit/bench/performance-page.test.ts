import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BudgetName, budgets } from '../../bench/budgets.ts';
import type { Cells } from '../../bench/figures.ts';
import {
  type PageFigures,
  readFigures,
  writeFigures,
} from '../../bench/support/performance-page.ts';
import { type TableName, tables } from '../../bench/tables.ts';

const page = readFileSync('docs/performance.md', 'utf8');
const budgetNames = Object.keys(budgets) as BudgetName[];
const tableNames = Object.keys(tables) as TableName[];

/** Figures that all differ, thousands and fractions among them. */
function someFigures(): PageFigures {
  let figure = 0.25;
  const next = (): number => (figure += 123.25);
  const figures = (count: number): number[] => Array.from({ length: count }, next);
  return {
    machine: '8 cores of a CPU, Node v24.0.0',
    budgets: Object.fromEntries(budgetNames.map((name) => [name, next()])),
    tables: Object.fromEntries(
      tableNames.map((name) => {
        const { rows, columns } = tables[name];
        return [name, rows.map(() => figures(columns.length))];
      }),
    ),
  } as unknown as PageFigures;
}

describe('docs/performance.md', () => {
  it('has the tables and the budgets that the bench writes (npm run bench)', () => {
    expect(writeFigures(page, readFigures(page))).toBe(page);
  });

  it('has a figure in every cell', () => {
    const { machine, ...figures } = readFigures(page);
    const all: number[] = [
      ...Object.values(figures.budgets),
      ...Object.values<Cells>(figures.tables).flatMap((rows) => rows.flat()),
    ];
    expect(machine).toMatch(/^\d+ cores? of .+, Node v\d+\.\d+\.\d+$/);
    expect(all.filter((figure) => !(figure >= 0))).toEqual([]);
  });

  it('gets new figures, and keeps its text', () => {
    const written = writeFigures(page, someFigures());
    expect(readFigures(written).machine).toBe('8 cores of a CPU, Node v24.0.0');
    expect(readFigures(written).budgets).toEqual(someFigures().budgets);
    expect(writeFigures(written, readFigures(page))).toBe(page);
  });

  it.each(['budgets', 'machine', ...tableNames])('is refused without its part “%s”', (name) => {
    const broken = page.replace(`<!-- bench: ${name} -->`, '');
    expect(() => writeFigures(broken, someFigures())).toThrow(`no part “${name}”`);
  });
});
