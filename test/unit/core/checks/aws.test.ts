import { describe, expect, it } from 'vitest';
import {
  type RolesAnywhereProfile,
  wantedAttributeMappings,
} from '../../../../src/core/anywhere/profile.ts';
import type { Role } from '../../../../src/core/anywhere/role.ts';
import {
  type TrustAnchor,
  wantedNotificationSettings,
} from '../../../../src/core/anywhere/trust-anchor.ts';
import { judgeClock } from '../../../../src/core/checks/clock.ts';
import type { CredentialDemand } from '../../../../src/core/checks/doctor-facts.ts';
import { judgeNotifications } from '../../../../src/core/checks/notifications.ts';
import { judgeProfileRoles } from '../../../../src/core/checks/profile-roles.ts';
import { judgeProfile } from '../../../../src/core/checks/profiles.ts';
import { judgeRoles } from '../../../../src/core/checks/roles.ts';
import { judgeTrustAnchor } from '../../../../src/core/checks/trust-anchors.ts';
import { judgeTrustPolicies } from '../../../../src/core/checks/trust-policies.ts';
import { judgeWorkloadCa } from '../../../../src/core/checks/workload-ca.ts';
import { roleTrustPolicy } from '../../../../src/core/iam/role-trust-policy.ts';
import { makeCa } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const days = (count: number): Date => new Date(now.getTime() + count * 24 * 60 * 60 * 1000);
const prefix = 'arn:aws:rolesanywhere:eu-west-1:123456789012';
const anchorArn = `${prefix}:trust-anchor/11111111-1111-1111-1111-111111111111`;
const profileArn = `${prefix}:profile/22222222-2222-2222-2222-222222222222`;
const roleArn = 'arn:aws:iam::123456789012:role/web';
const identity = 'spiffe://home/ns/shop/sa/web';

async function trustAnchor(change: Partial<TrustAnchor> = {}, lastDay = 365): Promise<TrustAnchor> {
  const ca = await makeCa(now, { validity: { notBefore: days(-1), notAfter: days(lastDay) } });
  return {
    id: '1',
    arn: anchorArn,
    name: 'iamra-home',
    enabled: true,
    certificates: ca.certificatePem,
    notificationSettings: wantedNotificationSettings,
    ...change,
  };
}

const profile: RolesAnywhereProfile = {
  id: '2',
  arn: profileArn,
  name: 'iamra-home',
  enabled: true,
  roleArns: [roleArn],
  durationSeconds: 3600,
  acceptRoleSessionName: true,
  attributeMappings: wantedAttributeMappings,
};

const role: Role = {
  name: 'web',
  arn: roleArn,
  trustPolicy: JSON.stringify(
    roleTrustPolicy({
      trustAnchorArn: anchorArn,
      identities: [identity],
      sourceAccount: '123456789012',
    }),
  ),
  maxSessionDuration: 3600,
  tags: {},
};

const demand: CredentialDemand = {
  source: 'pod shop/web-1',
  cluster: 'home',
  namespace: 'shop',
  serviceAccount: 'web',
  roleArn,
  profileArn,
  trustAnchorArn: anchorArn,
  sessionName: 'web-1',
};

describe('judgeTrustAnchor', () => {
  it('is content with an enabled one whose CA lasts', async () => {
    expect(judgeTrustAnchor(anchorArn, await trustAnchor(), now)).toEqual([]);
  });

  it('is content with an AWS Private CA, whose certificate it does not see', async () => {
    const anchor = await trustAnchor({ certificates: '' });
    expect(judgeTrustAnchor(anchorArn, anchor, now)).toEqual([]);
  });

  it('finds one that is missing, disabled, expired, or about to expire', async () => {
    expect(judgeTrustAnchor(anchorArn, undefined, now)).toMatchObject([{ code: 'IAMRA220' }]);
    const disabled = await trustAnchor({ enabled: false });
    expect(judgeTrustAnchor(anchorArn, disabled, now)).toMatchObject([{ code: 'IAMRA221' }]);
    const expired = await trustAnchor({}, -0.5);
    expect(judgeTrustAnchor(anchorArn, expired, now)).toMatchObject([
      { code: 'IAMRA222', severity: 'fail' },
    ]);
    const ending = await trustAnchor({}, 59);
    expect(judgeTrustAnchor(anchorArn, ending, now)).toMatchObject([
      { code: 'IAMRA223', severity: 'warn', message: expect.stringContaining('59 days') as string },
    ]);
    expect(judgeTrustAnchor(anchorArn, await trustAnchor({}, 60), now)).toEqual([]);
  });
});

describe('judgeNotifications', () => {
  it('is content with what init sets', async () => {
    expect(judgeNotifications(await trustAnchor())).toEqual([]);
  });

  it('warns of workload notices that are on, also by AWS’s default', async () => {
    const findings = judgeNotifications(await trustAnchor({ notificationSettings: [] }));
    expect(findings).toMatchObject([{ code: 'IAMRA230', severity: 'warn' }]);
  });

  it('warns of a CA whose end nobody hears of', async () => {
    const notificationSettings = wantedNotificationSettings.map((setting) => ({
      ...setting,
      enabled: false,
    }));
    const [finding] = judgeNotifications(await trustAnchor({ notificationSettings }));
    expect(finding?.message).toContain('does not tell when its CA');
  });
});

describe('judgeProfile', () => {
  it('is content with what init makes, and with wider mappings', () => {
    expect(judgeProfile(profileArn, profile)).toEqual([]);
    const attributeMappings = [
      { certificateField: 'x509Subject', specifiers: ['*'] },
      { certificateField: 'x509Issuer', specifiers: ['*'] },
      { certificateField: 'x509SAN', specifiers: ['DNS', 'URI', 'Name/*'] },
    ] as const;
    expect(judgeProfile(profileArn, { ...profile, attributeMappings })).toEqual([]);
  });

  it.each<[string, Partial<RolesAnywhereProfile>, string[]]>([
    ['disabled', { enabled: false }, ['IAMRA226 fail']],
    ['without session names', { acceptRoleSessionName: false }, ['IAMRA229 fail']],
    [
      'without explicit mappings',
      { attributeMappings: [] },
      ['IAMRA228 warn', 'IAMRA228 fail', 'IAMRA228 warn'],
    ],
  ])('finds one that is %s', (_, change, expected) => {
    const findings = judgeProfile(profileArn, { ...profile, ...change });
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
  });

  it('finds one that is missing', () => {
    expect(judgeProfile(profileArn, undefined)).toMatchObject([{ code: 'IAMRA225' }]);
  });
});

describe('judgeProfileRoles', () => {
  it('finds a role that the profile does not list, once for all who ask', () => {
    const profiles = new Map([[profileArn, { ...profile, roleArns: [] }]]);
    const findings = judgeProfileRoles([demand, { ...demand, source: 'iamra.yaml' }], profiles);
    expect(findings).toMatchObject([
      { code: 'IAMRA227', fix: 'iamra init --role web --service-account shop/web' },
    ]);
    expect(judgeProfileRoles([demand], new Map([[profileArn, profile]]))).toEqual([]);
  });
});

describe('judgeRoles', () => {
  const caller = { account: '123456789012' };
  const profiles = new Map([[profileArn, profile]]);
  const judge = (found: Role | undefined, change: Partial<CredentialDemand> = {}) =>
    judgeRoles({
      demands: [{ ...demand, ...change }],
      roles: new Map([[change.roleArn ?? roleArn, found]]),
      profiles,
      caller,
    });

  it('is content with a role that allows the session', () => {
    expect(judge(role)).toEqual([]);
  });

  it('finds one that is missing, and warns of one in another account', () => {
    expect(judge(undefined)).toMatchObject([{ code: 'IAMRA231', severity: 'fail' }]);
    const elsewhere = 'arn:aws:iam::999999999999:role/web';
    expect(judge(undefined, { roleArn: elsewhere })).toMatchObject([
      { code: 'IAMRA231', severity: 'warn' },
    ]);
  });

  it('finds a role whose sessions are shorter than the profile asks, unless the pod asks for less', () => {
    const short = { ...role, maxSessionDuration: 1800 };
    expect(judge(short)).toMatchObject([
      {
        code: 'IAMRA233',
        fix: 'aws iam update-role --role-name web --max-session-duration 3600',
      },
    ]);
    expect(judge(short, { sessionSeconds: 900 })).toEqual([]);
  });
});

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
      fix: 'iamra init --role web --service-account shop/web',
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

describe('judgeClock', () => {
  it('is content within four minutes, warns beyond, and skips where AWS tells no time', () => {
    expect(judgeClock('Mon, 01 Jun 2026 12:03:00 GMT', now)).toEqual({ findings: [] });
    expect(judgeClock('Mon, 01 Jun 2026 12:30:00 GMT', now)).toMatchObject({
      findings: [
        { code: 'IAMRA234', message: expect.stringContaining('30 minutes behind') as string },
      ],
    });
    expect(judgeClock(undefined, now)).toHaveProperty('skipped');
  });
});
