import { describe, expect, it } from 'vitest';
import type { RolesAnywhereProfile } from '../../../../src/core/anywhere/profile.ts';
import type { Role } from '../../../../src/core/anywhere/role.ts';
import { wantedNotificationSettings } from '../../../../src/core/anywhere/trust-anchor.ts';
import { judgeClock } from '../../../../src/core/checks/clock.ts';
import type { CredentialDemand } from '../../../../src/core/checks/doctor-facts.ts';
import { judgeNotifications } from '../../../../src/core/checks/notifications.ts';
import { judgeProfileRoles } from '../../../../src/core/checks/profile-roles.ts';
import { judgeProfile } from '../../../../src/core/checks/profiles.ts';
import { judgeRoles } from '../../../../src/core/checks/roles.ts';
import { judgeTrustAnchor } from '../../../../src/core/checks/trust-anchors.ts';
import {
  anchorArn,
  demand,
  now,
  profile,
  profileArn,
  role,
  roleArn,
  trustAnchor,
} from '../../../fixtures/aws-side.ts';

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
      { code: 'IAMRA227', fix: 'iamra role add web --service-account shop/web' },
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
