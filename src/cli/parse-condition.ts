import { conditionBlockSchema } from '../core/config/condition-block.ts';
import { firstProblem } from '../core/config/first-problem.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

type Conditions = Record<string, Record<string, string | string[]>>;

const form = /^((?:For(?:AnyValue|AllValues):)?[A-Za-z]+):([^=]+)=(.*)$/;

/**
 * `StringEquals:aws:PrincipalTag/x509Subject/CN=web.shop`, as often as given; several values of one key are alternatives.
 * @throws {IamraError} IAMRA901
 */
export function parseConditions(texts: readonly string[]): Conditions {
  const conditions: Conditions = {};
  for (const text of texts) {
    const [operator, key, value] = parts(text);
    const keys = (conditions[operator] ??= {});
    const values = [keys[key] ?? []].flat();
    if (!values.includes(value)) keys[key] = values.length === 0 ? value : [...values, value];
  }
  return conditions;
}

function parts(text: string): [operator: string, key: string, value: string] {
  const [, operator, key, value] = form.exec(text) ?? [];
  if (operator === undefined || key === undefined || value === undefined) {
    throw unusable(text, 'is not OPERATOR:KEY=VALUE');
  }
  const problem = firstProblem(conditionBlockSchema, { [operator]: { [key]: value } });
  if (problem !== undefined) throw unusable(text, `cannot be used: ${problem}`);
  return [operator, key, value];
}

function unusable(text: string, why: string): IamraError {
  return new IamraError('IAMRA901', `--condition “${text}” ${why}.`, {
    fix: 'give it as StringEquals:aws:PrincipalTag/x509Subject/CN=shop.web',
  });
}
