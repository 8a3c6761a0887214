import { describe, expect, it } from 'vitest';
import { judgeAccount } from '../../../../../src/core/plan/role/account-verdict.ts';
import { profile, role, trustAnchor } from '../../../../fixtures/aws-side.ts';

const place = { cluster: 'home', account: '123456789012' };
const web = { namespace: 'shop', name: 'web' };
const anchor = { ...(await trustAnchor()), tags: {} };
const aws = { trustAnchor: anchor, profile: { ...profile, tags: {} } };

describe('whether a ServiceAccount may assume a role', () => {
  it('is yes for whom its trust policy names', () => {
    expect(judgeAccount(place, aws, role, web)).toEqual({ answer: 'yes', reason: '' });
  });

  it('is no, with the condition, for another one', () => {
    const verdict = judgeAccount(place, aws, role, { ...web, name: 'api' });
    expect(verdict.answer).toBe('no');
    expect(verdict.reason).toContain('aws:PrincipalTag/x509SAN/URI');
  });

  it.each([
    ['there is no enabled trust anchor', { ...aws, trustAnchor: { ...anchor, enabled: false } }],
    ['there is no enabled trust anchor', { ...aws, trustAnchor: undefined }],
    ['there is no enabled Roles Anywhere profile', { ...aws, profile: undefined }],
    [
      'the Roles Anywhere profile does not list the role',
      { ...aws, profile: { ...aws.profile, roleArns: [] } },
    ],
  ])('is no, whatever the trust policy says: %s', (reason, observed) => {
    expect(judgeAccount(place, observed, role, web)).toEqual({ answer: 'no', reason });
  });

  it('is unknown for a trust policy that cannot be read', () => {
    const unreadable = { ...role, trustPolicy: '{"Statement":[{"Effect":"Maybe"}]}' };
    expect(judgeAccount(place, aws, unreadable, web).answer).toBe('unknown');
  });
});
