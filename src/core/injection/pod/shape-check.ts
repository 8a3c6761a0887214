/** Gives the rest of a sentence that begins with the field's path; undefined where all is well. */
export type ShapeCheck = (value: unknown) => string | undefined;

export const text: ShapeCheck = (value) =>
  typeof value === 'string' ? undefined : ' must be a string';

export const anyMap: ShapeCheck = (value) =>
  value == null || isObject(value) ? undefined : ' must be a map';

export const anyList: ShapeCheck = (value) =>
  value == null || Array.isArray(value) ? undefined : ' must be a list';

/** What a check finds in an object, as a clause that names the field. */
export function findProblem(check: ShapeCheck, raw: unknown): string | undefined {
  const problem = check(raw);
  if (problem === undefined) return undefined;
  return problem.startsWith('.') ? problem.slice(1) : `the object${problem}`;
}

/** What may be absent or null. */
export function optional(check: ShapeCheck): ShapeCheck {
  return (value) => (value == null ? undefined : check(value));
}

/** A map with members of these shapes, and any others. */
export function objectOf(members: Readonly<Record<string, ShapeCheck>>): ShapeCheck {
  const checks = Object.entries(members);
  return (value) => {
    if (!isObject(value)) return ' must be a map';
    for (const [key, check] of checks) {
      const problem = check(value[key]);
      if (problem !== undefined) return `.${key}${problem}`;
    }
    return undefined;
  };
}

/** A list of elements of one shape. */
export function listOf(check: ShapeCheck): ShapeCheck {
  return (value) => {
    if (!Array.isArray(value)) return ' must be a list';
    for (let index = 0; index < value.length; index++) {
      const problem = check(value[index]);
      if (problem !== undefined) return `[${index}]${problem}`;
    }
    return undefined;
  };
}

/** A map whose values are all strings. */
export function mapOfText(value: unknown): string | undefined {
  if (!isObject(value)) return ' must be a map';
  for (const key of Object.keys(value)) {
    if (typeof value[key] !== 'string') {
      return `[${key.slice(0, 80)}] must be a string (put it in quotes)`;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
