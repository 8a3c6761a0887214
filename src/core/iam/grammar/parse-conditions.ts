import type { Condition } from '../policy-document.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { RawStatement } from './parse-statements.ts';
import { asElements } from './policy-elements.ts';

/** The conditions of a statement, one for each key of each operator. @throws {PolicySyntaxError} */
export function parseConditions({ elements, where }: RawStatement): Condition[] {
  const { Condition: condition } = elements;
  if (condition === undefined) return [];
  return Object.entries(asElements(condition, `${where}.Condition`)).flatMap(([operator, keys]) => {
    const at = `${where}.Condition.${operator}`;
    return Object.entries(asElements(keys, at)).map(([key, value]) => ({
      operator,
      key: checkKey(key, at),
      values: parseValues(value, `${at}.${key}`),
    }));
  });
}

function checkKey(key: string, where: string): string {
  if (/^[^\s:]+:\S/.test(key)) return key;
  throw new PolicySyntaxError(
    where,
    `"${key}" is no condition key: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.`,
  );
}

function parseValues(value: unknown, where: string): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new PolicySyntaxError(where, 'must not be empty');
  return values.map((each) => {
    if (typeof each === 'string') return each;
    if (typeof each === 'number' || typeof each === 'boolean') return String(each);
    throw new PolicySyntaxError(where, 'must be a string, number or boolean, or a list of them');
  });
}
