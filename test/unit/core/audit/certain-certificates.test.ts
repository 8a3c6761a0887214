import { describe, expect, test } from 'vitest';
import {
  anchor,
  findingsOf,
  gap,
  gapsOf,
  nameKey,
  otherAnchor,
  pinned,
  trustStatement,
  uriKey,
} from '../../../fixtures/audited-role.ts';
import { anchorArn, identity, roleArn } from '../../../fixtures/aws-side.ts';

describe('others than those named get in', () => {
  test.each([
    ['StringLike', { StringLike: { [uriKey]: 'spiffe://home/*' } }],
    ['StringLike in the middle', { StringLike: { [uriKey]: 'spiffe://home/ns/*/sa/web' } }],
    [
      'a pattern and what it excludes',
      {
        StringLike: { [uriKey]: 'spiffe://home/*' },
        StringNotLike: { [uriKey]: ['*stranger*', 'spiffe://home/'] },
      },
    ],
    [
      'two patterns at once',
      {
        StringLike: { [uriKey]: 'spiffe://*/sa/web' },
        'ForAnyValue:StringLike': { [uriKey]: '*home*' },
      },
    ],
    [
      'a variable that the certificate fills in',
      {
        StringEquals: { [uriKey]: `spiffe://home/ns/shop/sa/\${${nameKey}}` },
      },
    ],
    ['the common name as source identity', { StringLike: { 'sts:SourceIdentity': 'CN=web-*' } }],
    ['a number', { NumericGreaterThan: { [nameKey]: '41' } }],
    ['an ARN', { ArnLike: { [nameKey]: 'arn:aws:s3:::web*' } }],
  ])('by a wildcard: %s', (_, condition) => {
    expect(gapsOf([trustStatement({ ...pinned, ...condition })])).toEqual([
      gap('wildcard-identity', 'medium'),
    ]);
  });

  test.each([
    ['the common name', { StringEquals: { [nameKey]: 'shop.web' } }],
    ['the common name in any case', { StringEqualsIgnoreCase: { [nameKey]: 'Shop.Web' } }],
    ['the source identity', { StringEquals: { 'sts:SourceIdentity': 'CN=shop.web' } }],
  ])('by a subject of their choice: %s', (_, condition) => {
    expect(gapsOf([trustStatement({ ...pinned, ...condition })])).toEqual([
      gap('subject-only', 'medium'),
    ]);
  });
});

describe('other trust anchors are let in', () => {
  test.each([
    ['equals the subject', `\${${nameKey}}`],
    ['ends with the subject', `spiffe://home/*/sa/\${${nameKey}}`],
    ['holds the subject', `spiffe://home/ns/\${${nameKey}, 'none'}/sa/*`],
  ])('where the identity that is named also %s', (_, value) => {
    const conditions = { StringEquals: { [uriKey]: identity }, StringLike: { [uriKey]: value } };
    expect(gapsOf([trustStatement(conditions)])).toEqual([gap('any-trust-anchor', 'medium')]);
  });

  const named = { StringEquals: { [uriKey]: identity } };

  test('without SourceArn, now or as soon as there is another one', () => {
    expect(gapsOf([trustStatement(named)])).toEqual([gap('any-trust-anchor', 'medium')]);
    expect(gapsOf([trustStatement(named)], { trustAnchors: [anchor, otherAnchor] })).toEqual([
      gap('any-trust-anchor', 'high'),
    ]);
  });

  test.each([
    [
      'wildcards',
      { ...named, ArnLike: { 'aws:SourceArn': `${anchorArn.replace(/1{8}.*/, '')}*` } },
    ],
    [
      'the beginning of an id',
      { ...named, ArnLike: { 'aws:SourceArn': `${anchorArn.replace(/1{8}.*/, '3')}*` } },
    ],
    ['StringNotEquals', { ...named, StringNotEquals: { 'aws:SourceArn': anchorArn } }],
    [
      'the name of the CA',
      { StringEquals: { ...named.StringEquals, 'aws:PrincipalTag/x509Issuer/CN': 'home' } },
    ],
  ])('by %s', (_, condition) => {
    expect(gapsOf([trustStatement(condition)])).toEqual([gap('any-trust-anchor', 'medium')]);
  });

  test('beside an identity that is too wide', () => {
    expect(gapsOf([trustStatement({ StringLike: { [uriKey]: 'spiffe://home/*' } })])).toEqual([
      gap('wildcard-identity', 'medium'),
      gap('any-trust-anchor', 'medium'),
    ]);
  });
});

describe('what the evaluator does not know', () => {
  const lan = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };

  test('is told where it decides', () => {
    const [finding] = findingsOf([trustStatement(lan)]);
    expect(finding).toMatchObject({ kind: 'unclear', code: 'IAMRA278' });
    expect(finding?.message).toContain('IpAddress is not supported');
  });

  test('does not matter where strangers are refused anyway', () => {
    expect(
      gapsOf([trustStatement({ ...lan, ...pinned, StringEquals: { [uriKey]: identity } })]),
    ).toEqual([]);
  });
});

describe('a finding', () => {
  test('names the statement, shows a stranger and says what mends it', () => {
    const [finding] = findingsOf([
      trustStatement({ StringEquals: { [uriKey]: identity } }, { Sid: 'Old' }),
      trustStatement({ ...pinned, StringEquals: { [uriKey]: identity } }, { Sid: 'New' }),
    ]);
    expect(finding).toMatchObject({
      code: 'IAMRA276',
      arn: roleArn,
      statements: ['Old'],
      stranger: {
        certificate: { alternativeNames: { uri: [identity] } },
        trustAnchor: { state: 'future' },
      },
    });
    expect(finding?.fix).toContain('ArnNotEquals');
    expect(finding?.fix).toContain(anchorArn);
  });

  test('names init where the statement is one of iamra', () => {
    const [finding] = findingsOf([trustStatement(pinned, { Sid: 'IamraWorkloads' })]);
    expect(finding?.fix).toContain('iamra init');
  });

  test.each([
    ['everything', [trustStatement()]],
    ['an identity', [trustStatement(pinned)]],
    ['a trust anchor', [trustStatement({ StringEquals: { [uriKey]: identity } })]],
    ['a wildcard', [trustStatement({ StringLike: { [uriKey]: 'spiffe://home/*' } })]],
    ['a subject', [trustStatement({ ...pinned, StringEquals: { [nameKey]: 'shop.web' } })]],
  ])('is gone once its statements are added, where %s was open', (_, statements) => {
    const found = findingsOf(statements);
    expect(found).not.toEqual([]);
    expect(gapsOf([...statements, ...found.flatMap(({ mend }) => mend)])).toEqual([]);
  });
});
