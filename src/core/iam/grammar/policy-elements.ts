import { PolicySyntaxError } from '../policy-syntax-error.ts';
import { findRepeatedKey } from './find-repeated-key.ts';

/** A JSON object of a policy. */
export type Elements = Readonly<Record<string, unknown>>;

/** Reads the text of a policy. @throws {PolicySyntaxError} where it is no JSON object, or has a key twice */
export function readElements(text: string): Elements {
  const document = asElements(parseJson(text), 'Policy');
  const repeated = findRepeatedKey(text);
  if (repeated !== undefined) {
    throw new PolicySyntaxError('Policy', `the key "${repeated}" occurs twice in one object`);
  }
  return document;
}

/** @throws {PolicySyntaxError} where the value is no object */
export function asElements(value: unknown, where: string): Elements {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Elements;
  }
  throw new PolicySyntaxError(where, 'must be an object');
}

/** One text or a list of them, as a list. @throws {PolicySyntaxError} where it is empty or holds anything else */
export function asTexts(value: unknown, where: string): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new PolicySyntaxError(where, 'must not be empty');
  return values.map((each) => {
    if (typeof each === 'string' && each !== '') return each;
    throw new PolicySyntaxError(where, 'must be a string or a list of strings');
  });
}

/** @throws {PolicySyntaxError} where an element is none of those known */
export function refuseUnknown(elements: Elements, known: readonly string[], where: string): void {
  const unknown = Object.keys(elements).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new PolicySyntaxError(where, `Has prohibited field ${unknown}`);
}

/** The one of two elements that is there. @throws {PolicySyntaxError} for both, or none */
export function eitherOf(
  elements: Elements,
  names: readonly [string, string],
  where: string,
): string {
  const present = names.filter((name) => elements[name] !== undefined);
  const [name] = present;
  if (name === undefined) throw new PolicySyntaxError(where, `Missing required field ${names[0]}`);
  if (present.length > 1) {
    throw new PolicySyntaxError(
      where,
      `has both ${names.join(' and ')}, of which only one may be there`,
    );
  }
  return name;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : '';
    throw new PolicySyntaxError('Policy', `This policy contains invalid Json (${problem})`);
  }
}
