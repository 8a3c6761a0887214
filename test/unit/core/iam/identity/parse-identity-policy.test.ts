import { describe, expect, test } from 'vitest';
import { parseIdentityPolicy } from '../../../../../src/core/iam/identity/parse-identity-policy.ts';

const statement = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::bucket/*' };
const check = (changes: object) => () => {
  parseIdentityPolicy(JSON.stringify({ Statement: { ...statement, ...changes } }));
};

describe('a policy of what a role may do', () => {
  test.each([{}, { Resource: '*' }, { Resource: ['*', 'arn:aws:s3:::x'] }, { Condition: {} }])(
    'may have %j',
    (changes) => {
      expect(check(changes)).not.toThrow();
    },
  );
  test.each([
    [{ Principal: '*' }, 'Has prohibited field Principal'],
    [{ Resource: undefined }, 'Missing required field Resource'],
    [{ Resource: 'bucket' }, 'Resource bucket must be in ARN format or "*".'],
    [{ Action: undefined }, 'Missing required field Action'],
    [{ Effect: 'Maybe' }, 'must be Allow or Deny'],
  ])('may not have %j', (changes, message) => {
    expect(check(changes)).toThrow(message);
  });
});
