import { describe, expect, test } from 'vitest';
import type { AccessRequest } from '../../../../src/core/access/access-request.ts';
import { judgeAccess } from '../../../../src/core/access/judge-access.ts';
import { workloadNames } from '../../../../src/core/access/workload-names.ts';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../../../src/core/pki/issue-certificate.ts';
import { anchor } from '../../../fixtures/audited-role.ts';
import { anchorArn, now, profile, profileArn, role, roleArn } from '../../../fixtures/aws-side.ts';
import { makeCa, makeCertificate, validAround } from '../../../fixtures/certificates.ts';

const account = { namespace: 'shop', name: 'web' };

const request: AccessRequest = {
  account,
  certificate: { kind: 'expected', names: workloadNames('home', account, []) },
  trustAnchor: { arn: anchorArn, found: anchor },
  revocationLists: [],
  profile: { arn: profileArn, found: profile },
  role: { arn: roleArn, found: role, isOurs: true },
  durationSeconds: undefined,
  sessionName: 'web',
  now,
};

function refusal(change: Partial<AccessRequest>): string {
  const { outcome, refusedBy } = judgeAccess({ ...request, ...change });
  return refusedBy ?? outcome;
}

describe('judgeAccess', () => {
  test('allows what init has set up', () => {
    expect(refusal({})).toBe('allowed');
  });

  test.each<[string, Partial<AccessRequest>]>([
    ['trust-anchor', { trustAnchor: { arn: anchorArn, found: undefined } }],
    ['trust-anchor', { trustAnchor: { arn: anchorArn, found: { ...anchor, enabled: false } } }],
    ['profile', { profile: { arn: profileArn, found: undefined } }],
    ['profile', { profile: { arn: profileArn, found: { ...profile, enabled: false } } }],
    ['profile', { profile: { arn: profileArn.replace('eu-west-1', 'us-east-1'), found: profile } }],
    ['profile-role', { profile: { arn: profileArn, found: { ...profile, roleArns: [] } } }],
    [
      'session-name',
      { profile: { arn: profileArn, found: { ...profile, acceptRoleSessionName: false } } },
    ],
    ['role', { role: { arn: roleArn, found: undefined, isOurs: true } }],
    [
      'duration',
      { role: { arn: roleArn, found: { ...role, maxSessionDuration: 900 }, isOurs: true } },
    ],
    [
      'trust-policy',
      { profile: { arn: profileArn, found: { ...profile, attributeMappings: [] } } },
    ],
    ['unknown', { role: { arn: roleArn, found: { ...role, trustPolicy: '{}' }, isOurs: true } }],
  ])('refuses at the step %s', (step, change) => {
    expect(refusal(change)).toBe(step);
  });

  test('judges the later steps as well, as far as they can be', () => {
    const { steps } = judgeAccess({
      ...request,
      trustAnchor: { arn: anchorArn, found: undefined },
      role: { arn: roleArn, found: undefined, isOurs: false },
    });
    const outcomes = steps.map(({ name, outcome }) => `${name} ${outcome}`);
    expect(outcomes).toContain('trust-anchor fail');
    expect(outcomes).toContain('profile-role pass');
    expect(outcomes).toContain('trust-policy skip');
  });

  describe('of a certificate', () => {
    async function chainOf(length: number): Promise<[IssuedCertificate, ...IssuedCertificate[]]> {
      const validity = validAround(now);
      const root = await makeCa(now, { name: 'root', pathLength: 9, validity });
      const chain: [IssuedCertificate, ...IssuedCertificate[]] = [root];
      for (let index = 0; index < length; index += 1) {
        const name = `ca-${index}`;
        const [issuer] = chain;
        chain.unshift(await makeCa(now, { name, issuer, pathLength: 8 - index, validity }));
      }
      return chain;
    }

    async function stepsOf(length: number) {
      const chain = await chainOf(length);
      const leaf = await makeCertificate(now, { issuer: chain[0], validity: validAround(now) });
      const root = chain.at(-1)?.certificatePem ?? '';
      const { steps } = judgeAccess({
        ...request,
        trustAnchor: { arn: anchorArn, found: { ...anchor, certificates: root } },
        certificate: {
          kind: 'issued',
          leaf: readCertificate(leaf.certificatePem),
          chain: chain.slice(0, -1).map(({ certificatePem }) => readCertificate(certificatePem)),
        },
      });
      return steps.find(({ name }) => name === 'chain');
    }

    test('takes five intermediates and no more', async () => {
      expect(await stepsOf(5)).toMatchObject({ outcome: 'pass' });
      expect(await stepsOf(6)).toMatchObject({ outcome: 'fail', code: 'IAMRA407' });
    });

    test('cannot look into an AWS Private CA', () => {
      const found = { ...anchor, certificates: '' };
      expect(refusal({ trustAnchor: { arn: anchorArn, found } })).toBe('allowed');
    });
  });
});
