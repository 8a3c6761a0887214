import { readFile, writeFile } from 'node:fs/promises';
import { benches } from '../test/bench/benches.ts';
import { type BudgetName, budgets, holds } from '../test/bench/budgets.ts';
import type { BudgetFigures, Cells, Figures, TableFigures } from '../test/bench/figures.ts';
import { machine } from '../test/bench/support/machine.ts';
import {
  isWhole,
  type PageFigures,
  renderTable,
  writeFigures,
} from '../test/bench/support/performance-page.ts';
import { type TableName, tables } from '../test/bench/tables.ts';
import { ClusterError } from '../test/cluster/cluster-error.ts';
import { buildCommandLine } from './build/command-line.ts';
import { buildImage } from './build/image.ts';
import { writeManifest } from './build/manifest.ts';

const resultsFile = 'bench-results.json';
const pageFile = 'docs/performance.md';

const usage = `usage: npm run bench [-- [--short] [NAME…]]

Measures everything, and writes ${resultsFile} and the tables of ${pageFile}, in less than
25 minutes on a machine that does nothing else. With --short, or with names, ${resultsFile} alone.

NAME     ${Object.keys(benches).join(', ')}
--short  fewer rounds, no cluster, and only what has a budget
`;

const words = process.argv.slice(2);
const names = words.filter((word) => word !== '--short');
if (names.every((name) => name in benches)) await run(words.includes('--short'), names);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}

async function run(short: boolean, wanted: readonly string[]): Promise<void> {
  await Promise.all([buildCommandLine(), buildImage()]);
  await writeManifest();
  const figures = await measure(short, wanted.length === 0 ? Object.keys(benches) : wanted);
  await writeResults(short, figures);
  const whole = { machine: machine(), ...figures };
  if (!short && isWhole(whole)) await writePage(whole);
}

/** One bench after the other; what a machine cannot do is left out, and said. */
async function measure(short: boolean, wanted: readonly string[]): Promise<Required<Figures>> {
  const all = { budgets: {}, tables: {} };
  for (const name of wanted) {
    try {
      const figures = await benches[name]?.({ short });
      Object.assign(all.tables, figures?.tables);
      Object.assign(all.budgets, figures?.budgets);
      print(figures ?? {});
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      process.stderr.write(`Not measured: ${name}. ${error.message}\n`);
      process.exitCode = 3;
    }
  }
  return all;
}

function print({ budgets: measured, tables: cells }: Figures): void {
  for (const line of lines(measured)) process.stdout.write(`${line}\n`);
  for (const table of tablesOf(cells)) process.stdout.write(`\n${table}\n\n`);
}

async function writeResults(short: boolean, figures: Required<Figures>): Promise<void> {
  const results = entriesOf(figures.budgets).map(([name, value]) => ({ ...budgets[name], value }));
  const content = { machine: machine(), short, results, tables: figures.tables };
  await writeFile(resultsFile, `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`Written to ${resultsFile}.\n`);
  if (!results.every((result) => holds(result, result.value))) process.exitCode = 1;
}

async function writePage(figures: PageFigures): Promise<void> {
  await writeFile(pageFile, writeFigures(await readFile(pageFile, 'utf8'), figures));
  process.stdout.write(`Written to ${pageFile}.\n`);
}

function lines(measured: BudgetFigures = {}): string[] {
  return entriesOf(measured).map(([key, value]) => {
    const { name, unit, comparison, limit } = budgets[key];
    const verdict = holds(budgets[key], value) ? 'ok  ' : 'OVER';
    return `${verdict} ${name}: ${value.toFixed(2)} ${unit} (${comparison} ${limit})`;
  });
}

function tablesOf(measured: TableFigures = {}): string[] {
  const all = Object.entries(measured) as Array<[TableName, Cells]>;
  return all.map(([name, cells]) => renderTable(tables[name], cells));
}

function entriesOf(measured: BudgetFigures): Array<[BudgetName, number]> {
  return Object.entries(measured) as Array<[BudgetName, number]>;
}
