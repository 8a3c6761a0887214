import { describe, expect, it } from 'vitest';
import type { RolesAnywhereProfile } from '../../../../src/core/anywhere/profile.ts';
import type { CredentialDemand } from '../../../../src/core/checks/doctor-facts.ts';
import { judgeTrustPolicies } from '../../../../src/core/checks/trust-policies.ts';
import { judgeWorkloadCa } from '../../../../src/core/checks/workload-ca.ts';
import { roleTrustPolicy } from '../../../../src/core/iam/role-trust-policy.ts';
import {
  anchorArn,
  demand,
  identity,
  now,
  profile,
  profileArn,
  role,
  roleArn,
  trustAnchor,
} from '../../../fixtures/aws-side.ts';
import { makeCa } from '../../../fixtures/certificates.ts';

describe('judgeTrustPolicies', () => {
  async function judge(change: {
    trustPolicy?: string;
    mappings?: RolesAnywhereProfile['attributeMappings'];
    demand?: Partial<CredentialDemand>;
  }) {
    const { trustPolicy = role.trustPolicy, mappings = profile.attributeMappings } = change;
    return judgeTrustPolicies({
      demands: [{ ...demand, ...change.demand }],
      roles: new Map([[roleArn, { ...role, trustPolicy }]]),
      profiles: new Map([[profileArn, { ...profile, attributeMappings: mappings }]]),
      trustAnchors: new Map([[anchorArn, await trustAnchor()]]),
    });
  }

  it('is content with the trust policy that init writes', async () => {
    expect(await judge({})).toEqual([]);
  });

  it('names the condition with wanted and actual value', async () => {
    const other = roleTrustPolicy({
      trustAnchorArn: anchorArn,
      identities: ['spiffe://home/ns/shop/sa/api'],
    });
    const [finding] = await judge({ trustPolicy: JSON.stringify(other) });
    expect(finding).toMatchObject({
      code: 'IAMRA232',
      severity: 'fail',
      fix: 'iamra role add web --service-account shop/web',
    });
    expect(finding?.message).toContain(
      `StringEquals aws:PrincipalTag/x509SAN/URI "spiffe://home/ns/shop/sa/api", but the request has "${identity}"`,
    );
  });

  it('sees that a tag is missing where the profile maps none', async () => {
    const [finding] = await judge({ mappings: [] });
    expect(finding?.message).toContain('but the request has none');
  });

  it('sees another trust anchor', async () => {
    const other = roleTrustPolicy({ trustAnchorArn: `${anchorArn}0`, identities: [identity] });
    const [finding] = await judge({ trustPolicy: JSON.stringify(other) });
    expect(finding?.message).toContain('ArnEquals aws:SourceArn');
  });

  it('sees an action that is not allowed', async () => {
    const trustPolicy = role.trustPolicy.replace('"sts:TagSession",', '');
    const [finding] = await judge({ trustPolicy });
    expect(finding?.message).toContain('sts:TagSession');
  });

  it('only warns of a policy that it cannot read or judge', async () => {
    expect(await judge({ trustPolicy: '{}' })).toMatchObject([
      { code: 'IAMRA232', severity: 'warn' },
    ]);
    const unknown = role.trustPolicy.replace('aws:SourceAccount', 'aws:SourceOrgID');
    expect(await judge({ trustPolicy: unknown })).toMatchObject([
      { code: 'IAMRA232', severity: 'warn' },
    ]);
  });

  it('leaves demands alone whose role, profile or trust anchor is missing', async () => {
    expect(await judge({ demand: { profileArn: `${profileArn}0` } })).toEqual([]);
  });
});

describe('judgeWorkloadCa', () => {
  const secretName = 'cert-manager/iamra-workload-ca';

  it('is content with a CA that the trust anchor holds, and with one below it', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 1 });
    const below = await makeCa(now, { name: 'below', issuer: root });
    const anchor = await trustAnchor({ certificates: root.certificatePem });
    for (const { certificatePem } of [root, below]) {
      const secret = { state: 'found', certificatePem } as const;
      const verdict = judgeWorkloadCa({ secretName, secret }, [anchor], now);
      expect(verdict).toMatchObject({ findings: [] });
    }
  });

  it('finds a CA of the same name that is another one', async () => {
    const { certificatePem } = await makeCa(now);
    const secret = { state: 'found', certificatePem } as const;
    expect(judgeWorkloadCa({ secretName, secret }, [await trustAnchor()], now)).toMatchObject({
      findings: [{ code: 'IAMRA224', severity: 'fail' }],
    });
  });

  it('finds a Secret that is missing or empty', async () => {
    const anchors = [await trustAnchor()];
    for (const secret of [{ state: 'missing' }, { state: 'found', certificatePem: '' }] as const) {
      expect(judgeWorkloadCa({ secretName, secret }, anchors, now)).toMatchObject({
        findings: [{ code: 'IAMRA116' }],
      });
    }
  });

  it('skips what it cannot see', async () => {
    const anchors = [await trustAnchor({ certificates: '' })];
    const secret = { state: 'found', certificatePem: 'x' } as const;
    expect(judgeWorkloadCa({ secretName, secret }, anchors, now)).toHaveProperty('skipped');
    const hidden = { state: 'unreadable', reason: 'forbidden' } as const;
    expect(judgeWorkloadCa({ secretName, secret: hidden }, anchors, now)).toHaveProperty('skipped');
    expect(judgeWorkloadCa({ absent: 'no Secret' }, anchors, now)).toEqual({
      skipped: 'no Secret',
    });
  });
});
