import { describe, expect, it } from 'vitest';
import { parseConditions } from '../../../src/cli/parse-condition.ts';
import { parseTags } from '../../../src/cli/parse-tags.ts';
import { policyReference } from '../../../src/cli/policy-reference.ts';
import { roleFromFlags } from '../../../src/cli/role-flags.ts';

const policy = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const usual = { 'service-account': ['a/b'] };

describe('the flags of a role', () => {
  it('describe it, ServiceAccounts written one way', () => {
    const flags = {
      'service-account': ['a:b', 'c/d'],
      policy: [policy, 'policies/s3.json'],
      'permissions-boundary': policy,
      'role-path': '/teams/',
      condition: ['StringEquals:aws:PrincipalTag/x509Subject/CN=a.b'],
    };
    expect(roleFromFlags('web', flags, 'iamra.yaml')).toEqual({
      name: 'web',
      path: '/teams/',
      serviceAccounts: ['a/b', 'c/d'],
      policies: [policy, 'policies/s3.json'],
      permissionsBoundary: policy,
      conditions: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'a.b' } },
    });
  });

  it('count what is said twice once', () => {
    const condition = 'StringEquals:aws:PrincipalTag/x509Subject/CN=a.b';
    const flags = {
      'service-account': ['a:b', 'a/b'],
      policy: [policy, policy, 's3.json', './s3.json'],
      condition: [condition, condition],
    };
    expect(roleFromFlags('web', flags, 'iamra.yaml')).toEqual({
      name: 'web',
      serviceAccounts: ['a/b'],
      policies: [policy, 's3.json'],
      conditions: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'a.b' } },
    });
  });

  it('need no ServiceAccount for a role that iamra.yaml has', () => {
    const present = [{ name: 'web', serviceAccounts: ['a/b'], policies: [] }];
    const flags = { policy: [policy] };
    expect(roleFromFlags('web', flags, 'iamra.yaml', present).policies).toEqual([policy]);
    expect(() => roleFromFlags('api', flags, 'iamra.yaml', present)).toThrow(/trust nobody/);
  });

  it('say no more than they are given', () => {
    expect(roleFromFlags('web', usual, 'iamra.yaml')).toEqual({
      name: 'web',
      serviceAccounts: ['a/b'],
      policies: [],
    });
  });

  it.each([
    ['web', {}, /trust nobody/],
    ['we b', usual, /name of an IAM role/],
    ['web', { 'service-account': ['b'] }, /not NAMESPACE\/NAME/],
    ['web', { ...usual, policy: ['x'] }, /neither the ARN of an IAM policy nor a \.json file/],
    ['web', { ...usual, 'permissions-boundary': 'x.json' }, /not the ARN of an IAM policy/],
    ['web', { ...usual, 'role-path': 'teams' }, /no path of IAM/],
  ])('are refused where they make no sense: %s %j', (name, flags, expected) => {
    expect(() => roleFromFlags(name, flags, 'iamra.yaml')).toThrow(expected);
  });
});

describe('a policy file on the command line', () => {
  it.each([
    ['s3.json', 'iamra.yaml', 's3.json'],
    ['policies/s3.json', 'clusters/home/iamra.yaml', '../../policies/s3.json'],
    [`${process.cwd()}/s3.json`, 'iamra.yaml', 's3.json'],
  ])('is named as seen from iamra.yaml: %s from %s is %s', (file, configFile, expected) => {
    expect(policyReference('--policy', file, configFile)).toBe(expected);
  });
});

describe('conditions on the command line', () => {
  it('take an operator with a prefix, and several values as alternatives', () => {
    expect(
      parseConditions([
        'StringLike:aws:PrincipalTag/x509Subject/CN=a.*',
        'StringLike:aws:PrincipalTag/x509Subject/CN=b=*',
        'ForAnyValue:StringEquals:aws:TagKeys=x509SAN/URI',
      ]),
    ).toEqual({
      StringLike: { 'aws:PrincipalTag/x509Subject/CN': ['a.*', 'b=*'] },
      'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x509SAN/URI' },
    });
  });

  it.each([
    ['nonsense', /is not OPERATOR:KEY=VALUE/],
    ['Equals:aws:x=y', /must be a condition operator of IAM/],
    ['StringEquals:x=y', /must be a condition key/],
    ['ArnEquals:aws:SourceArn=arn:x', /is set by iamra itself/],
    ['StringEquals:aws:principaltag/x509SAN/URI=spiffe://x', /is set by iamra itself/],
  ])('refuse %s', (text, expected) => {
    expect(() => parseConditions([text])).toThrow(expected);
  });
});

describe('tags on the command line', () => {
  it('may hold “=” in the value, or nothing', () => {
    expect(parseTags(['team=shop', 'query=a=b', 'empty='])).toEqual({
      team: 'shop',
      query: 'a=b',
      empty: '',
    });
  });

  it.each([
    ['team', /is not KEY=VALUE/],
    ['=x', /is not KEY=VALUE/],
    ['aws:x=y', /not begin with “aws:” or “iamra\.dev\/”/],
    ['iamra.dev/cluster=other', /not begin with/],
    ['team=<b>', /must be up to 256 letters/],
  ])('refuse %s', (text, expected) => {
    expect(() => parseTags([text])).toThrow(expected);
  });
});
