import type { EmulatorRequest } from '../exchange.ts';
import { parameters } from '../server/query-parameters.ts';
import { constraintError } from './query-error.ts';

/** What a text parameter must be. */
export interface TextConstraint {
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum: number;
}

/** The parameters of a call in the query protocol. */
export class QueryInput {
  readonly #parameters: URLSearchParams;

  constructor(request: EmulatorRequest) {
    this.#parameters = parameters(request);
  }

  get action(): string {
    return this.#parameters.get('Action') ?? '';
  }

  get version(): string {
    return this.#parameters.get('Version') ?? '';
  }

  /** @throws {QueryError} where it is missing or breaks the constraint */
  text(name: string, constraint: TextConstraint): string {
    const value = this.optionalText(name, constraint);
    if (value === undefined) throw constraintError(name, null, 'not be null');
    return value;
  }

  /** @throws {QueryError} where it breaks the constraint */
  optionalText(name: string, constraint: TextConstraint): string | undefined {
    const value = this.#parameters.get(name);
    if (value === null) return undefined;
    checkText(name, value, constraint);
    return value;
  }

  /** @throws {QueryError} where it is no whole number between the two */
  optionalInteger(name: string, minimum: number, maximum: number): number | undefined {
    const value = this.#parameters.get(name);
    if (value === null) return undefined;
    if (!/^-?\d+$/.test(value)) throw constraintError(name, value, 'be a whole number');
    const number = Number(value);
    if (number < minimum) {
      throw constraintError(name, value, `have value greater than or equal to ${minimum}`);
    }
    if (number > maximum) {
      throw constraintError(name, value, `have value less than or equal to ${maximum}`);
    }
    return number;
  }

  /** The texts of a list, `Name.member.1` and so on. */
  list(name: string): string[] {
    return this.#members(name, '', (at) => this.#parameters.get(at) ?? undefined);
  }

  /** The pairs of a list of Key and Value. */
  pairs(name: string): [key: string, value: string][] {
    return this.#members(name, '.Key', (at) => {
      const key = this.#parameters.get(`${at}.Key`);
      return key === null ? undefined : [key, this.#parameters.get(`${at}.Value`) ?? ''];
    });
  }

  #members<Member>(
    name: string,
    suffix: string,
    read: (at: string) => Member | undefined,
  ): Member[] {
    const found: Member[] = [];
    for (let index = 1; this.#parameters.has(`${name}.member.${index}${suffix}`); index += 1) {
      const member = read(`${name}.member.${index}`);
      if (member !== undefined) found.push(member);
    }
    return found;
  }
}

/** @throws {QueryError} where a value breaks its constraint */
export function checkText(name: string, value: string, constraint: TextConstraint): void {
  const { pattern, minimum = 1, maximum } = constraint;
  if (value.length < minimum) {
    throw constraintError(name, value, `have length greater than or equal to ${minimum}`);
  }
  if (value.length > maximum) {
    throw constraintError(name, value, `have length less than or equal to ${maximum}`);
  }
  if (pattern !== undefined && !pattern.test(value)) {
    const shown = pattern.source.replace(/^\^|\$$/g, '');
    throw constraintError(name, value, `satisfy regular expression pattern: ${shown}`);
  }
}
