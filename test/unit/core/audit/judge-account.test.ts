import { describe, expect, test } from 'vitest';
import type { AuditFacts } from '../../../../src/core/audit/audit-facts.ts';
import { isOpen, judgeAccount } from '../../../../src/core/audit/judge-account.ts';
import { configApiVersion, type IamraConfig } from '../../../../src/core/config/iamra-config.ts';
import { anchor, auditedPlace, trustStatement } from '../../../fixtures/audited-role.ts';
import { anchorArn, profile, profileArn, role, roleArn } from '../../../fixtures/aws-side.ts';

const facts: AuditFacts = {
  place: auditedPlace,
  roles: [role],
  isWhole: true,
  trustAnchors: [anchor],
  profiles: [profile],
  config: undefined,
};

const config: IamraConfig = {
  apiVersion: configApiVersion,
  ...{ cluster: 'home', region: 'eu-west-1', account: '123456789012' },
  trustAnchor: { name: 'home', arn: anchorArn },
  profile: { name: 'home', arn: profileArn, durationSeconds: 3600 },
  roles: [{ name: 'web', arn: roleArn, serviceAccounts: ['shop/web'], policies: [] }],
};

function trusting(name: string, ...statements: object[]): typeof role {
  const trustPolicy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return { ...role, name, arn: `arn:aws:iam::123456789012:role/${name}`, trustPolicy };
}

function messages(change: Partial<AuditFacts>): string[] {
  return judgeAccount({ ...facts, ...change }).findings.map(({ message }) => message);
}

describe('judgeAccount', () => {
  test('finds nothing in what init makes', () => {
    expect(judgeAccount({ ...facts, config })).toEqual({ trusting: [roleArn], findings: [] });
  });

  test('shows the worst first and counts who trusts Roles Anywhere', () => {
    const lambda = trusting(
      'lambda',
      trustStatement({}, { Principal: { Service: 'lambda.amazonaws.com' } }),
    );
    const open = trusting('open', trustStatement());
    const profiles = [{ ...profile, roleArns: [roleArn, open.arn] }];
    const old = {
      ...anchor,
      id: '9',
      arn: `${anchorArn.slice(0, -1)}9`,
      name: 'old',
      enabled: false,
    };
    const { trusting: who, findings } = judgeAccount({
      ...facts,
      roles: [role, lambda, open],
      trustAnchors: [old, anchor],
      profiles,
    });
    expect(who).toEqual([roleArn, open.arn]);
    expect(findings.map(({ severity, kind }) => `${severity} ${kind}`)).toEqual([
      'high any-certificate',
      'note left-over',
    ]);
    expect(findings.map(isOpen)).toEqual([true, false]);
  });

  test('does not pass over a trust policy that it cannot read', () => {
    const [finding] = judgeAccount({ ...facts, roles: [{ ...role, trustPolicy: '{}' }] }).findings;
    expect(finding).toMatchObject({ kind: 'unclear', code: 'IAMRA278', severity: 'medium' });
  });

  test('fills its mend from iamra.yaml', () => {
    const open = { ...trusting('web', trustStatement({}, { Sid: 'Old' })), arn: roleArn };
    const [finding] = judgeAccount({ ...facts, roles: [open], config }).findings;
    expect(finding?.mend.map(({ Condition }) => Condition)).toEqual([
      { ArnNotEquals: { 'aws:SourceArn': anchorArn } },
      { StringNotEquals: { 'aws:PrincipalTag/x509SAN/URI': 'spiffe://home/ns/shop/sa/web' } },
    ]);
  });
});

describe('what is left over', () => {
  test('is a disabled trust anchor or profile', () => {
    expect(messages({ trustAnchors: [{ ...anchor, enabled: false }] })).toEqual([
      expect.stringContaining('Trust anchor iamra-home is disabled'),
    ]);
    expect(messages({ profiles: [{ ...profile, enabled: false }] })).toEqual([
      'Roles Anywhere profile iamra-home is disabled.',
    ]);
  });

  test('is a role in a profile that is of another account, missing, or trusts others only', () => {
    const foreign = 'arn:aws:iam::999999999999:role/far';
    const lambda = trusting(
      'lambda',
      trustStatement({}, { Principal: { Service: 'lambda.amazonaws.com' } }),
    );
    const gone = 'arn:aws:iam::123456789012:role/gone';
    const profiles = [{ ...profile, roleArns: [roleArn, foreign, gone, lambda.arn] }];
    expect(messages({ profiles, roles: [role, lambda] })).toEqual([
      expect.stringContaining('of another account'),
      expect.stringContaining(`${gone}, which does not exist`),
      expect.stringContaining(`${lambda.arn}, which does not trust Roles Anywhere`),
    ]);
  });

  test('is not what was not looked at', () => {
    const other = 'arn:aws:iam::123456789012:role/other';
    const profiles = [{ ...profile, roleArns: [roleArn, other] }];
    expect(messages({ profiles, isWhole: false })).toEqual([]);
  });

  test('is a role in the profile of iamra that iamra.yaml does not name', () => {
    expect(messages({ config: { ...config, roles: [] } })).toEqual([
      expect.stringContaining('is iamra’s, and lists'),
    ]);
  });

  test('is a trust anchor that a role names and that is gone', () => {
    expect(messages({ trustAnchors: [] })).toEqual([
      `Role web trusts ${anchorArn}, which does not exist.`,
    ]);
  });
});
