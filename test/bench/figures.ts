import type { BudgetName } from './budgets.ts';
import type { TableName } from './tables.ts';

/** What a bench has measured. */
export interface Figures {
  readonly budgets?: BudgetFigures;
  readonly tables?: TableFigures;
}

export type BudgetFigures = Readonly<Partial<Record<BudgetName, number>>>;
export type TableFigures = Readonly<Partial<Record<TableName, Cells>>>;

/** Of a whole table, row by row. */
export type Cells = ReadonlyArray<readonly number[]>;

export interface BenchOptions {
  /** A short form, for a first look: fewer rounds, and only what has a budget. */
  readonly short: boolean;
}
