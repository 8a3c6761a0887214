import type { IamraCode } from '../../errors/catalogue.ts';
import type { Report } from './report.ts';
import type { ValueCheck } from './value-checks.ts';

/** A value of a type with fields, after its shape was read: every field has its type. */
export type Fields = Readonly<Record<string, unknown>>;

/** As they are written: text, or a number. */
export type Quantities = Readonly<Record<string, string | number>>;

/** What Kubernetes demands of a type, beyond the types of its fields. */
export interface TypeRules {
  /** Empty is as bad as absent. */
  readonly required?: readonly string[];
  /** Of each value, of each item of a list; empty text counts as absent. */
  readonly values?: Readonly<Record<string, ValueCheck>>;
  /** Of what `values` finds; IAMRA343 otherwise. */
  readonly code?: IamraCode;
  /** Exactly one of these must be there. */
  readonly exactlyOne?: readonly string[];
  /** What to call them where they are too many to list. */
  readonly choice?: string;
  /** Fields that some pods cannot take, and why. */
  readonly refused?: Readonly<Record<string, string>>;
  /** What takes more than one field to tell. */
  readonly whole?: (value: Fields, report: Report) => void;
}
