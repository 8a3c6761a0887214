import { describe, expect, test } from 'vitest';
import {
  anchor,
  gap,
  gapsOf,
  nameKey,
  otherAnchor,
  pinned,
  trustStatement,
  uriKey,
} from '../../../fixtures/audited-role.ts';
import { anchorArn, identity, profile, role } from '../../../fixtures/aws-side.ts';

describe('a role is closed', () => {
  test('with the trust policy that init writes', () => {
    const { Statement } = JSON.parse(role.trustPolicy) as { Statement: object[] };
    expect(gapsOf(Statement)).toEqual([]);
  });

  test.each([
    [
      'several identities',
      [trustStatement({ ...pinned, StringEquals: { [uriKey]: [identity, `${identity}2`] } })],
    ],
    [
      'a pattern without wildcards',
      [trustStatement({ ...pinned, StringLike: { [uriKey]: identity } })],
    ],
    [
      'IfExists on a tag that Roles Anywhere always sends',
      [
        trustStatement({
          ArnEqualsIfExists: { 'aws:SourceArn': anchorArn },
          StringEquals: { [uriKey]: identity },
        }),
      ],
    ],
    [
      'a Deny that demands both',
      [
        trustStatement(),
        trustStatement({ ArnNotEquals: { 'aws:SourceArn': anchorArn } }, { Effect: 'Deny' }),
        trustStatement({ StringNotEquals: { [uriKey]: identity } }, { Effect: 'Deny' }),
      ],
    ],
    [
      'a Deny that demands the identity and that it be there',
      [
        trustStatement(pinned),
        trustStatement({ StringNotEqualsIfExists: { [uriKey]: identity } }, { Effect: 'Deny' }),
        trustStatement({ Null: { [uriKey]: 'true' } }, { Effect: 'Deny' }),
      ],
    ],
    [
      'too few actions',
      [trustStatement(undefined, { Action: ['sts:AssumeRole', 'sts:TagSession'] })],
    ],
    [
      'another service',
      [trustStatement(undefined, { Principal: { Service: 'ec2.amazonaws.com' } })],
    ],
    [
      'a NotPrincipal that excepts Roles Anywhere',
      [
        trustStatement(undefined, {
          Principal: undefined,
          NotPrincipal: { Service: 'rolesanywhere.amazonaws.com' },
        }),
      ],
    ],
    [
      'an identity that nobody can have',
      [trustStatement({ ...pinned, StringEquals: { 'aws:PrincipalTag/team': 'web' } })],
    ],
    [
      'conditions that exclude each other',
      [
        trustStatement({
          ...pinned,
          StringLike: { [uriKey]: 'spiffe://home/*' },
          StringNotLike: { [uriKey]: 'spiffe*' },
        }),
      ],
    ],
  ])('by %s', (_, statements) => {
    expect(gapsOf(statements)).toEqual([]);
  });
});

describe('any certificate of any trust anchor gets in', () => {
  test.each([
    ['without conditions', [trustStatement()]],
    ['by Principal "*"', [trustStatement(undefined, { Principal: '*', Action: 'sts:*' })]],
    [
      'by one service in a list',
      [
        trustStatement(undefined, {
          Principal: { Service: ['ec2.amazonaws.com', 'rolesanywhere.amazonaws.com'] },
        }),
      ],
    ],
    [
      'by NotPrincipal',
      [
        trustStatement(undefined, {
          Principal: undefined,
          NotPrincipal: { Service: 'ec2.amazonaws.com' },
        }),
      ],
    ],
    ['by NotAction', [trustStatement(undefined, { Action: undefined, NotAction: 'iam:*' })]],
    [
      'with the account alone',
      [trustStatement({ StringEquals: { 'aws:SourceAccount': '123456789012' } })],
    ],
    [
      'through wildcards',
      [
        trustStatement({
          ArnLike: { 'aws:SourceArn': 'arn:aws:rolesanywhere:*:*:trust-anchor/*' },
          StringLike: { [uriKey]: '*' },
        }),
      ],
    ],
    [
      'with StringNotEquals, which a missing tag meets',
      [trustStatement({ StringNotEquals: { [uriKey]: identity } })],
    ],
    [
      'with IfExists on a tag that may be missing',
      [trustStatement({ StringEqualsIfExists: { [uriKey]: identity } })],
    ],
    [
      'with ForAllValues on a tag that may be missing',
      [trustStatement({ 'ForAllValues:StringEquals': { [nameKey]: 'web' } })],
    ],
    ['where the tag must be missing', [trustStatement({ Null: { [uriKey]: 'true' } })]],
    ['where any identity will do', [trustStatement({ Null: { [uriKey]: 'false' } })]],
    [
      'where a tag is compared with itself',
      [trustStatement({ StringEquals: { [uriKey]: `\${${uriKey}}` } })],
    ],
    [
      'where no Deny concerns it',
      [
        trustStatement(),
        trustStatement(pinned, { Effect: 'Deny', Principal: { AWS: '123456789012' } }),
        trustStatement({ StringEquals: { [nameKey]: 'mallory' } }, { Effect: 'Deny' }),
      ],
    ],
    [
      'by several statements together',
      [
        trustStatement(undefined, { Action: 'sts:AssumeRole' }),
        trustStatement(undefined, { Action: ['sts:Tag*', 'sts:Set*'] }),
      ],
    ],
  ])('%s', (_, statements) => {
    expect(gapsOf(statements, { trustAnchors: [anchor, otherAnchor] })).toEqual([
      gap('any-certificate', 'high'),
    ]);
  });

  test('later, if there is no profile or no trust anchor yet', () => {
    expect(gapsOf([trustStatement()], { profiles: [] })).toEqual([
      gap('any-certificate', 'medium'),
    ]);
    expect(gapsOf([trustStatement()], { trustAnchors: [] })).toEqual([
      gap('any-certificate', 'medium'),
    ]);
    const disabled = { ...anchor, enabled: false };
    expect(gapsOf([trustStatement()], { trustAnchors: [disabled] })).toEqual([
      gap('any-certificate', 'medium'),
    ]);
  });
});

describe('any certificate of the trust anchor gets in', () => {
  test.each([
    ['without a condition on its identity', [trustStatement(pinned)]],
    [
      'where only the name of the CA is demanded',
      [trustStatement({ ...pinned, StringEquals: { 'aws:PrincipalTag/x509Issuer/O': 'test' } })],
    ],
    [
      'where the source identity is any common name',
      [trustStatement({ ...pinned, StringLike: { 'sts:SourceIdentity': 'CN=*' } })],
    ],
    [
      'where the one who asks chooses what is demanded',
      [trustStatement({ ...pinned, StringEquals: { 'sts:RoleSessionName': 'web' } })],
    ],
    [
      'where some part of its subject must be there, and its common name not',
      [
        trustStatement({
          ...pinned,
          Null: { [nameKey]: 'true' },
          'ForAnyValue:StringLike': { 'aws:TagKeys': 'x509Subject/*' },
        }),
      ],
    ],
    [
      'where a tag must be there, whatever it says',
      [trustStatement({ ...pinned, 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x509SAN/URI' } })],
    ],
  ])('%s', (_, statements) => {
    const issuer = { certificateField: 'x509Issuer', specifiers: ['*'] } as const;
    const subject = { certificateField: 'x509Subject', specifiers: ['*'] } as const;
    const attributeMappings = [subject, ...profile.attributeMappings.slice(1), issuer];
    const mapped = { ...profile, attributeMappings };
    expect(gapsOf(statements, { profiles: [mapped] })).toEqual([
      gap('any-certificate-of-trust-anchor', 'high'),
    ]);
  });
});
