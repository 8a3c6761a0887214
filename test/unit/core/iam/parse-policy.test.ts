import { describe, expect, test } from 'vitest';
import { parsePolicyDocument } from '../../../../src/core/iam/parse-policy.ts';
import { PolicySyntaxError } from '../../../../src/core/iam/policy-syntax-error.ts';

const statement = {
  Effect: 'Allow',
  Principal: { Service: 'rolesanywhere.amazonaws.com' },
  Action: 'sts:AssumeRole',
};

const withStatement = (changes: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...changes }] });

describe('a trust policy', () => {
  test('is read with its short forms made uniform', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Id: 'any text',
      Statement: {
        ...statement,
        Sid: 'Workloads',
        Condition: {
          StringEquals: { 'aws:SourceAccount': 123456789012, 'sts:ExternalId': ['a', true] },
        },
      },
    });
    expect(parsePolicyDocument(text)).toEqual({
      version: '2012-10-17',
      statements: [
        {
          name: 'Workloads',
          effect: 'Allow',
          principal: {
            negated: false,
            names: [{ type: 'Service', id: 'rolesanywhere.amazonaws.com' }],
          },
          action: { negated: false, patterns: ['sts:AssumeRole'] },
          conditions: [
            { operator: 'StringEquals', key: 'aws:SourceAccount', values: ['123456789012'] },
            { operator: 'StringEquals', key: 'sts:ExternalId', values: ['a', 'true'] },
          ],
        },
      ],
    });
  });

  test('without a version is of the old one', () => {
    expect(parsePolicyDocument(JSON.stringify({ Statement: [statement] })).version).toBe(
      '2008-10-17',
    );
  });

  test('names a statement without Sid by its place', () => {
    const text = JSON.stringify({
      Statement: [
        { ...statement, Sid: '' },
        { ...statement, Sid: '' },
      ],
    });
    const names = parsePolicyDocument(text).statements.map(({ name }) => name);
    expect(names).toEqual(['Statement[0]', 'Statement[1]']);
  });

  test.each([
    ['"*"', '*', [{ type: 'AWS', id: '*' }]],
    ['an account', { AWS: '123456789012' }, [{ type: 'AWS', id: '123456789012' }]],
    [
      'several kinds',
      {
        Service: ['a.amazonaws.com', 'b.amazonaws.com'],
        AWS: 'arn:aws:iam::123456789012:role/x/y',
      },
      [
        { type: 'AWS', id: 'arn:aws:iam::123456789012:role/x/y' },
        { type: 'Service', id: 'a.amazonaws.com' },
        { type: 'Service', id: 'b.amazonaws.com' },
      ],
    ],
    [
      'a role that is gone',
      { AWS: 'AROAEXAMPLEEXAMPLE123' },
      [{ type: 'AWS', id: 'AROAEXAMPLEEXAMPLE123' }],
    ],
    [
      'a federation',
      { Federated: 'accounts.google.com' },
      [{ type: 'Federated', id: 'accounts.google.com' }],
    ],
  ])('may have as principal %s', (_, Principal, names) => {
    const [parsed] = parsePolicyDocument(withStatement({ Principal })).statements;
    expect(parsed?.principal).toEqual({ negated: false, names });
  });

  test('may except principals and actions', () => {
    const { Principal, Action, ...rest } = statement;
    const text = JSON.stringify({
      Statement: { ...rest, NotPrincipal: Principal, NotAction: Action },
    });
    const [parsed] = parsePolicyDocument(text).statements;
    expect(parsed?.principal.negated).toBe(true);
    expect(parsed?.action).toEqual({ negated: true, patterns: ['sts:AssumeRole'] });
  });
});

describe('what is no trust policy is refused, with the place', () => {
  const cases: readonly [string, string, RegExp][] = [
    ['text', 'nonsense', /^Policy: This policy contains invalid Json/],
    ['a list', '[]', /^Policy: must be an object/],
    ['null', 'null', /^Policy: must be an object/],
    ['an unknown element', '{"Statement":[],"Extra":1}', /^Policy: Has prohibited field Extra/],
    ['no statement', '{}', /^Policy: Missing required field Statement/],
    ['no statements', '{"Statement":[]}', /^Statement: must not be empty/],
    ['a statement that is none', '{"Statement":["x"]}', /^Statement\[0\]: must be an object/],
    [
      'an unknown version',
      '{"Version":"2020-01-01","Statement":{}}',
      /^Version: must be 2012-10-17/,
    ],
    ['an Id that is no text', '{"Id":1,"Statement":{}}', /^Id: must be a string/],
    [
      'a resource',
      withStatement({ Resource: '*' }),
      /^Statement\[0\]: Has prohibited field Resource/,
    ],
    ['a misspelt element', withStatement({ Conditions: {} }), /prohibited field Conditions/],
    [
      'a Sid with a blank',
      withStatement({ Sid: 'a b' }),
      /^Statement\[0\]\.Sid: must be of the letters/,
    ],
    [
      'a wrong effect',
      withStatement({ Effect: 'allow' }),
      /^Statement\[0\]\.Effect: must be Allow or Deny/,
    ],
    ['no effect', withStatement({ Effect: undefined }), /Missing required field Effect/],
    ['no principal', withStatement({ Principal: undefined }), /Missing required field Principal/],
    ['an empty principal', withStatement({ Principal: {} }), /Principal cannot be empty/],
    [
      'a principal that is a text',
      withStatement({ Principal: 'ec2.amazonaws.com' }),
      /must be "\*" or an object/,
    ],
    [
      'two kinds of principal',
      withStatement({ NotPrincipal: '*' }),
      /both Principal and NotPrincipal/,
    ],
    [
      'an unknown kind of principal',
      withStatement({ Principal: { Aws: '*' } }),
      /prohibited field Aws/,
    ],
    [
      'a part of an ARN',
      withStatement({ Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }),
      /Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role\/\*"/,
    ],
    [
      'a short service',
      withStatement({ Principal: { Service: 'rolesanywhere' } }),
      /Invalid principal in policy: "SERVICE":"rolesanywhere"/,
    ],
    ['no action', withStatement({ Action: undefined }), /Missing required field Action/],
    [
      'an empty action',
      withStatement({ Action: [] }),
      /^Statement\[0\]\.Action: must not be empty/,
    ],
    ['an action without vendor', withStatement({ Action: 'AssumeRole' }), /prefaced by a vendor/],
    [
      'an action that is a number',
      withStatement({ Action: [1] }),
      /must be a string or a list of strings/,
    ],
    ['two kinds of action', withStatement({ NotAction: 'sts:*' }), /both Action and NotAction/],
    [
      'a condition that is a list',
      withStatement({ Condition: [] }),
      /^Statement\[0\]\.Condition: must be an object/,
    ],
    [
      'an operator without keys',
      withStatement({ Condition: { Bool: 'true' } }),
      /Condition\.Bool: must be an object/,
    ],
    [
      'a key without vendor',
      withStatement({ Condition: { Bool: { SourceArn: 'x' } } }),
      /"SourceArn" is no condition key/,
    ],
    [
      'a value that is null',
      withStatement({ Condition: { Bool: { 'a:b': null } } }),
      /Condition\.Bool\.a:b: must be a string/,
    ],
    [
      'an empty list of values',
      withStatement({ Condition: { Bool: { 'a:b': [] } } }),
      /must not be empty/,
    ],
  ];
  test.each(cases)('%s', (_, text, message) => {
    const parse = () => parsePolicyDocument(text);
    expect(parse).toThrow(PolicySyntaxError);
    expect(parse).toThrow(message);
  });

  test('two statements of one Sid', () => {
    const text = JSON.stringify({
      Statement: [
        { ...statement, Sid: 'A' },
        { ...statement, Sid: 'A' },
      ],
    });
    expect(() => parsePolicyDocument(text)).toThrow(
      'Statement[1].Sid: Statement IDs (SID) in a single policy must be unique.',
    );
  });

  test('a key that would silently replace an earlier one', () => {
    const text =
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:*","Condition":{"StringEquals":{"a:b":"1"},"StringEquals":{"c:d":"{\\"a\\":"}}}}';
    expect(() => parsePolicyDocument(text)).toThrow(
      'the key "StringEquals" occurs twice in one object',
    );
  });

  test('but the same key in two objects', () => {
    const Condition = { StringEquals: { 'a:b': '"a:b":' }, StringLike: { 'a:b': '{' } };
    expect(parsePolicyDocument(withStatement({ Condition })).statements).toHaveLength(1);
  });
});
