import { describe, expect, test } from 'vitest';
import { evaluateCondition } from '../../../../../src/core/iam/conditions/evaluate-condition.ts';
import { requestContext } from '../../../../../src/core/iam/conditions/request-context.ts';
import type { PolicyVersion } from '../../../../../src/core/iam/policy-document.ts';

type Values = string | readonly string[] | undefined;

const key = 'aws:PrincipalTag/team';
const principal = { kind: 'service', name: 'rolesanywhere.amazonaws.com' } as const;

/** What a condition on one key says to a request that has these values for it. */
function evaluate(operator: string, wanted: Values, actual: Values): boolean | string {
  const context = requestContext(actual === undefined ? {} : { [key]: list(actual) }, principal);
  return evaluateCondition({ operator, key, values: list(wanted) }, '2012-10-17', context);
}

function list(values: Values): readonly string[] {
  if (values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

const anchor = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a1';

describe('an operator holds its values against the one of the request', () => {
  const cases: readonly [string, Values, Values, boolean][] = [
    ['StringEquals', 'blue', 'blue', true],
    ['StringEquals', 'blue', 'Blue', false],
    ['StringEquals', 'bl*', 'blue', false],
    ['StringEquals', 'bl*', 'bl*', true],
    ['StringEquals', ['red', 'blue'], 'blue', true],
    ['StringEquals', ['red', 'green'], 'blue', false],
    ['StringNotEquals', 'blue', 'blue', false],
    ['StringNotEquals', 'blue', 'red', true],
    ['StringNotEquals', ['red', 'blue'], 'blue', false],
    ['StringNotEquals', ['red', 'green'], 'blue', true],
    ['StringEqualsIgnoreCase', 'blue', 'BLUE', true],
    ['StringEqualsIgnoreCase', 'bl*', 'blue', false],
    ['StringNotEqualsIgnoreCase', 'blue', 'BLUE', false],
    ['StringNotEqualsIgnoreCase', 'blue', 'red', true],
    ['StringLike', 'bl*', 'blue', true],
    ['StringLike', 'b?ue', 'blue', true],
    ['StringLike', 'b?e', 'blue', false],
    ['StringLike', 'B*', 'blue', false],
    ['StringLike', ['r*', 'b*'], 'blue', true],
    ['StringNotLike', 'bl*', 'blue', false],
    ['StringNotLike', 'r*', 'blue', true],
    ['ArnEquals', anchor, anchor, true],
    ['ArnEquals', anchor, `${anchor}2`, false],
    ['ArnEquals', 'arn:aws:rolesanywhere:*:123456789012:trust-anchor/*', anchor, true],
    ['ArnLike', 'arn:aws:rolesanywhere:eu-west-?:123456789012:trust-anchor/a1', anchor, true],
    ['ArnLike', 'arn:aws:rolesanywhere:*:trust-anchor/a1:*:*', anchor, false],
    ['ArnLike', 'arn:aws:*:*:123456789012:*', anchor, true],
    ['ArnLike', 'arn:aws:s3:*:111122223333:x/*', 'arn:aws:s3:r:9:y:111122223333:x/1', false],
    ['ArnLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::a:b:c', true],
    ['ArnLike', anchor, 'no ARN', false],
    ['ArnNotEquals', anchor, anchor, false],
    ['ArnNotEquals', anchor, `${anchor}2`, true],
    ['ArnNotLike', 'arn:aws:rolesanywhere:*:*:*', anchor, false],
    ['ArnNotLike', 'arn:aws:s3:*:*:*', anchor, true],
    ['Bool', 'true', 'true', true],
    ['Bool', 'True', 'true', true],
    ['Bool', 'false', 'true', false],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '-1', '0', true],
    ['NumericGreaterThanEquals', '10', '9.99', false],
    ['NumericEquals', '10', 'ten', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z', true],
    ['DateLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-01-01', '2026-01-01T01:00:00+01:00', false],
    ['DateGreaterThanEquals', '2026-01-01', '2026-01-01T01:00:00+01:00', true],
    ['Null', 'false', 'blue', true],
    ['Null', 'true', 'blue', false],
    ['Null', ['true', 'false'], 'blue', true],
  ];
  test.each(cases)('%s %j against %j is %s', (operator, wanted, actual, expected) => {
    expect(evaluate(operator, wanted, actual)).toBe(expected);
    if (operator !== 'Null') expect(evaluate(`${operator}IfExists`, wanted, actual)).toBe(expected);
  });
});

describe('a key that is missing from the request', () => {
  const values: Readonly<Record<string, string>> = {
    String: 'blue',
    Arn: anchor,
    Bool: 'true',
    Numeric: '1',
    Date: '2026-01-01',
  };
  const valueFor = (operator: string): string =>
    Object.entries(values).find(([family]) => operator.startsWith(family))?.[1] ?? '';

  const positive = [
    'StringEquals',
    'StringEqualsIgnoreCase',
    'StringLike',
    'ArnEquals',
    'ArnLike',
    'Bool',
    'NumericEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
    'DateEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ];
  const negated = [
    'StringNotEquals',
    'StringNotEqualsIgnoreCase',
    'StringNotLike',
    'ArnNotEquals',
    'ArnNotLike',
    'NumericNotEquals',
    'DateNotEquals',
  ];
  test.each(positive)('does not meet %s', (operator) => {
    expect(evaluate(operator, valueFor(operator), undefined)).toBe(false);
  });
  test.each(negated)('meets %s', (operator) => {
    expect(evaluate(operator, valueFor(operator), undefined)).toBe(true);
  });
  test.each([...positive, ...negated])('meets %sIfExists', (operator) => {
    expect(evaluate(`${operator}IfExists`, valueFor(operator), undefined)).toBe(true);
  });
  test.each([...positive, ...negated])(
    'meets ForAllValues:%s and not ForAnyValue:%s',
    (operator) => {
      expect(evaluate(`ForAllValues:${operator}`, valueFor(operator), undefined)).toBe(true);
      expect(evaluate(`ForAnyValue:${operator}`, valueFor(operator), undefined)).toBe(false);
      expect(evaluate(`ForAnyValue:${operator}IfExists`, valueFor(operator), undefined)).toBe(true);
    },
  );
  test('is what Null true asks for', () => {
    expect(evaluate('Null', 'true', undefined)).toBe(true);
    expect(evaluate('Null', 'false', undefined)).toBe(false);
  });
  test('is the same as one with an empty list', () => {
    expect(evaluate('StringEquals', 'blue', [])).toBe(false);
    expect(evaluate('StringNotEquals', 'blue', [])).toBe(true);
    expect(evaluate('Null', 'true', [])).toBe(true);
  });
});

describe('a key with several values', () => {
  const cases: readonly [string, Values, Values, boolean][] = [
    ['ForAnyValue:StringEquals', ['red', 'blue'], ['blue', 'green'], true],
    ['ForAnyValue:StringEquals', ['red', 'blue'], ['green', 'white'], false],
    ['ForAllValues:StringEquals', ['red', 'blue'], ['blue', 'red'], true],
    ['ForAllValues:StringEquals', ['red', 'blue'], ['blue', 'green'], false],
    ['ForAnyValue:StringNotEquals', ['red', 'blue'], ['blue', 'green'], true],
    ['ForAnyValue:StringNotEquals', ['red', 'blue'], ['blue', 'red'], false],
    ['ForAllValues:StringNotEquals', ['red', 'blue'], ['white', 'green'], true],
    ['ForAllValues:StringNotEquals', ['red', 'blue'], ['white', 'red'], false],
    ['ForAnyValue:StringLike', 'b*', ['red', 'blue'], true],
    ['ForAllValues:StringLike', ['b*', 'r*'], ['red', 'blue'], true],
    ['ForAllValues:StringNotLike', 'b*', ['red', 'blue'], false],
    ['ForAnyValue:ArnLike', 'arn:aws:s3:*:*:*', ['arn:aws:s3:::a', anchor], true],
    ['ForAllValues:ArnLike', 'arn:aws:s3:*:*:*', ['arn:aws:s3:::a', anchor], false],
    ['ForAllValues:StringEqualsIfExists', 'red', ['red', 'blue'], false],
    ['ForAnyValue:StringEqualsIfExists', 'red', ['red', 'blue'], true],
    ['ForAllValues:StringEquals', 'red', '', true],
    ['ForAnyValue:StringEquals', '', '', false],
  ];
  test.each(cases)('%s %j against %j is %s', (operator, wanted, actual, expected) => {
    expect(evaluate(operator, wanted, actual)).toBe(expected);
  });
  test('is not compared without a prefix, since AWS defines no answer', () => {
    expect(evaluate('StringEquals', 'red', ['red', 'blue'])).toMatch(/has several values/);
  });
});

describe('what the evaluator does not know is named', () => {
  test.each([
    'IpAddress',
    'NotIpAddress',
    'BinaryEquals',
    'stringEquals',
    'StringMatches',
    'NullIfExists',
  ])('the operator %s', (operator) => {
    expect(evaluate(operator, 'x', 'x')).toBe(
      `the condition operator ${operator} is not supported`,
    );
  });
  test.each(['constructor', 'toString', '__proto__', 'ForNoValue:StringEquals'])(
    'the operator %s',
    (operator) => {
      expect(evaluate(operator, 'x', 'x')).toMatch(/not supported/);
    },
  );
  test.each([
    ['Bool', 'yes'],
    ['NumericEquals', 'ten'],
    ['DateLessThan', 'tomorrow'],
    ['ArnLike', '*'],
    ['Null', 'maybe'],
  ])('a value that %s cannot read: %s', (operator, value) => {
    expect(evaluate(operator, value, 'x')).toBe(`${operator} cannot compare with "${value}"`);
  });
  test.each([
    'aws:SourceIp',
    'aws:PrincipalOrgID',
    'aws:MultiFactorAuthPresent',
    'aws:CurrentTime',
  ])('the key %s, which AWS may have a value for', (unknownKey) => {
    const condition = { operator: 'StringEquals', key: unknownKey, values: ['x'] };
    const result = evaluateCondition(condition, '2012-10-17', requestContext({}, principal));
    expect(result).toBe(`the condition key ${unknownKey} is not supported`);
  });
  test('but any key whose value is given', () => {
    const context = requestContext({ 'aws:CurrentTime': ['2026-01-01T00:00:00Z'] }, principal);
    const condition = { operator: 'DateLessThan', key: 'aws:currenttime', values: ['2027-01-01'] };
    expect(evaluateCondition(condition, '2012-10-17', context)).toBe(true);
  });
});

describe('variables in a value', () => {
  const context = requestContext(
    { 'aws:PrincipalTag/team': ['b*'], 'sts:RoleSessionName': ['web'], 'aws:TagKeys': ['a', 'b'] },
    principal,
  );
  const against = (operator: string, value: string, version: PolicyVersion = '2012-10-17') =>
    evaluateCondition({ operator, key: 'sts:RoleSessionName', values: [value] }, version, context);

  test.each([
    ['StringEquals', '${sts:RoleSessionName}', true],
    ['StringEquals', '${STS:rolesessionname}', true],
    ['StringEquals', 'x${sts:RoleSessionName}', false],
    ['StringLike', '${aws:PrincipalTag/team}', false],
    ['StringLike', 'w${*}', false],
    ['StringLike', 'w??', true],
    ['StringLike', 'w${?}b', false],
    ['StringEquals', "${aws:PrincipalTag/none, 'web'}", true],
    ['StringEquals', "${aws:PrincipalTag/none, 'job'}", false],
    ['StringNotEquals', '${sts:RoleSessionName}', false],
    ['StringEquals', '$', false],
  ])('%s %s is %s', (operator, value, expected) => {
    expect(against(operator, value)).toBe(expected);
  });
  test('stand for special characters', () => {
    const special = requestContext({ 'sts:ExternalId': ['$*?'] }, principal);
    const condition = { operator: 'StringLike', key: 'sts:ExternalId', values: ['${$}${*}${?}'] };
    expect(evaluateCondition(condition, '2012-10-17', special)).toBe(true);
  });
  test('are plain text before version 2012-10-17', () => {
    expect(against('StringEquals', '${sts:RoleSessionName}', '2008-10-17')).toBe(false);
  });
  test('that have no value match nothing', () => {
    expect(against('StringEquals', '${aws:PrincipalTag/none}')).toBe(false);
  });
  test('that have no value leave open what would be met without them', () => {
    const reason = 'the request has no value for ${aws:PrincipalTag/none}';
    expect(against('StringNotEquals', '${aws:PrincipalTag/none}')).toBe(reason);
  });
  test.each([
    ['${aws:username}', /variable \$\{aws:username\} is not supported/],
    ['${aws:TagKeys}', /has several values/],
    ['${team}', /malformed/],
    ['${}', /malformed/],
  ])('are refused by name: %s', (value, reason) => {
    expect(against('StringEquals', value)).toMatch(reason);
  });
});
