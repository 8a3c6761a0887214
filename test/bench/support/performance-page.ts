import * as pagePart from '../../fixtures/page-part.ts';
import { type Budget, type BudgetName, budgets } from '../budgets.ts';
import type { Cells, Figures } from '../figures.ts';
import { type Table, type TableName, tables } from '../tables.ts';

/** What a full run of the bench says. */
export interface PageFigures {
  /** Cores, CPU and Node. */
  readonly machine: string;
  readonly budgets: Readonly<Record<BudgetName, number>>;
  readonly tables: Readonly<Record<TableName, Cells>>;
}

type PartName = 'machine' | 'budgets' | TableName;

const budgetNames = Object.keys(budgets) as BudgetName[];
const tableNames = Object.keys(tables) as TableName[];
const budgetDecimals = 2;
const writer = 'bench';

/** docs/performance.md with these figures between its markers; the text around them stays. */
export function writeFigures(page: string, figures: PageFigures): string {
  return tableNames.reduce(
    (text, name) => replacePart(text, name, renderTable(tables[name], figures.tables[name])),
    replacePart(
      replacePart(page, 'machine', figures.machine),
      'budgets',
      renderBudgets(figures.budgets),
    ),
  );
}

/** The figures that are on the page; NaN for what is none. */
export function readFigures(page: string): PageFigures {
  const measured = readCells(page, 'budgets').map((cells) => cells.at(-1) ?? Number.NaN);
  return {
    machine: readPart(page, 'machine'),
    budgets: fromNames(budgetNames, (_, index) => measured[index] ?? Number.NaN),
    tables: fromNames(tableNames, (name) => readCells(page, name)),
  };
}

/** Says whether nothing is missing that the page shows. */
export function isWhole(
  figures: { readonly machine: string } & Required<Figures>,
): figures is PageFigures {
  return (
    budgetNames.every((name) => name in figures.budgets) &&
    tableNames.every((name) => name in figures.tables)
  );
}

function renderBudgets(measured: PageFigures['budgets']): string {
  return renderRows(
    ['what', 'budget', 'measured'],
    budgetNames.map((name) => [
      budgets[name].name,
      limitOf(budgets[name]),
      format(measured[name], budgetDecimals),
    ]),
  );
}

function limitOf({ comparison, limit, unit }: Budget): string {
  return `${comparison === 'at least' ? '≥' : '≤'} ${limit} ${unit}`;
}

/** A table as Markdown. */
export function renderTable({ subject, rows, columns }: Table, cells: Cells): string {
  return renderRows(
    [subject, ...columns.map(({ title }) => title)],
    rows.map((row, index) => [
      row,
      ...columns.map(({ decimals }, column) =>
        format(cells[index]?.[column] ?? Number.NaN, decimals),
      ),
    ]),
  );
}

/** The first column is text, the last ones are figures. */
function renderRows(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

function format(figure: number, decimals: number): string {
  return figure.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function fromNames<Name extends string, T>(
  names: readonly Name[],
  valueOf: (name: Name, index: number) => T,
): Record<Name, T> {
  return Object.fromEntries(names.map((name, index) => [name, valueOf(name, index)])) as Record<
    Name,
    T
  >;
}

function readCells(page: string, name: PartName): number[][] {
  const [, , ...rows] = readPart(page, name).split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(2, -1)
      .map((cell) => Number(cell.trim().replaceAll(',', ''))),
  );
}

function readPart(page: string, name: PartName): string {
  return pagePart.readPart(page, { writer, name });
}

function replacePart(page: string, name: PartName, text: string): string {
  return pagePart.replacePart(page, { writer, name }, text);
}
