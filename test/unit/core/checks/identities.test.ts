import { describe, expect, it } from 'vitest';
import { certificates, judgeIdentity } from '../../../../src/core/checks/certificates.ts';
import { judgeIdentityCertificate } from '../../../../src/core/checks/foreign-identities.ts';
import type {
  CertificateState,
  IdentityState,
} from '../../../../src/core/checks/identity-facts.ts';
import { judgeNames } from '../../../../src/core/checks/same-names.ts';
import { issueWorkloadCertificate } from '../../../../src/core/pki/issue-workload-certificate.ts';
import { makeCa, validAround } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const minutesAhead = (minutes: number): Date => minutesAgo(-minutes);

const ready: CertificateState = {
  name: 'iamra-web',
  createdAt: minutesAgo(600),
  isReady: true,
  message: '',
  notAfter: minutesAhead(600),
  renewalTime: minutesAhead(120),
};

async function identity(change: Partial<IdentityState> = {}): Promise<IdentityState> {
  const leaf = await issueWorkloadCertificate({
    cluster: 'home',
    serviceAccount: { namespace: 'shop', name: 'web' },
    issuer: await makeCa(now),
    ...validAround(now),
  });
  return {
    namespace: 'shop',
    serviceAccount: 'web',
    secretName: 'iamra-web',
    isOwnCertificate: false,
    certificate: ready,
    secret: { state: 'found', certificatePem: leaf.certificatePem },
    ...change,
  };
}

describe('judgeIdentity', () => {
  it('is content with a ready Certificate whose Secret holds the identity', async () => {
    expect(judgeIdentity(await identity(), 'home', now)).toEqual([]);
  });

  it.each<[string, Partial<IdentityState>, string, string]>([
    ['no Certificate', { certificate: undefined }, 'IAMRA133', 'fail'],
    [
      'one that is not ready',
      { certificate: { ...ready, isReady: false, message: 'IncorrectIssuer' } },
      'IAMRA133',
      'fail',
    ],
    [
      'one that is not ready yet',
      { certificate: { ...ready, isReady: false, createdAt: minutesAgo(0.5) } },
      'IAMRA133',
      'warn',
    ],
    ['an expired one', { certificate: { ...ready, notAfter: minutesAgo(1) } }, 'IAMRA134', 'fail'],
    [
      'one that is late in renewal',
      { certificate: { ...ready, renewalTime: minutesAgo(30) } },
      'IAMRA134',
      'warn',
    ],
    ['no Secret', { secret: { state: 'missing' } }, 'IAMRA135', 'fail'],
    ['an empty Secret', { secret: { state: 'found', certificatePem: '' } }, 'IAMRA135', 'fail'],
    ['the identity of another', { serviceAccount: 'api' }, 'IAMRA135', 'fail'],
  ])('finds %s', async (_, change, code, severity) => {
    expect(judgeIdentity(await identity(change), 'home', now)).toMatchObject([{ code, severity }]);
  });

  it('names wanted and actual identity', async () => {
    const [finding] = judgeIdentity(await identity(), 'other', now);
    expect(finding?.message).toContain(
      'spiffe://home/ns/shop/sa/web, not spiffe://other/ns/shop/sa/web',
    );
  });

  it('finds an expired certificate in the Secret, though its Certificate says otherwise', async () => {
    const later = new Date('2026-06-03T12:00:00Z');
    const certificate = { ...ready, notAfter: undefined, renewalTime: undefined };
    const findings = judgeIdentity(await identity({ certificate }), 'home', later);
    expect(findings).toMatchObject([{ code: 'IAMRA134' }]);
  });

  it('leaves the identity of a certificate from elsewhere to its owner', async () => {
    const own = { isOwnCertificate: true, certificate: undefined, serviceAccount: 'api' };
    expect(judgeIdentity(await identity(own), 'home', now)).toEqual([]);
  });

  it('warns once of Secrets that cannot be read', async () => {
    const hidden = await identity({ secret: { state: 'unreadable', reason: 'forbidden' } });
    const installation = {
      namespace: 'iamra-system',
      cluster: 'home',
      workloadIssuer: 'iamra-workload',
      settings: undefined,
    };
    const facts = { installation, identities: [hidden, { ...hidden, serviceAccount: 'api' }] };
    expect(certificates.judge(facts as never, now)).toMatchObject({
      findings: [{ code: 'IAMRA151', severity: 'warn' }],
      detail: '2 ServiceAccounts',
    });
  });
});

describe('judgeIdentityCertificate', () => {
  const own = {
    namespace: 'shop',
    name: 'iamra-web',
    uris: ['spiffe://home/ns/shop/sa/web'],
    isCa: false,
    otherNames: [],
  };

  it('is content with the identity of its own namespace', () => {
    expect(judgeIdentityCertificate(own, 'home')).toEqual([]);
  });

  it.each([
    { uris: ['spiffe://home/ns/bank/sa/web'] },
    { uris: ['spiffe://home/ns/shop-2/sa/web'] },
    { uris: ['spiffe://home/ns/shop/sa/web', 'spiffe://home/ns/bank/sa/web'] },
    { uris: ['spiffe://home/ns/shop/sa/../../bank/sa/web'] },
    { uris: ['spiffe://other/ns/shop/sa/web'] },
    { uris: [] },
    { isCa: true },
    { otherNames: ['literalSubject'] },
  ])('finds %j', (change) => {
    expect(judgeIdentityCertificate({ ...own, ...change }, 'home')).toMatchObject([
      {
        code: 'IAMRA136',
        severity: 'fail',
        fix: 'kubectl delete certificate --namespace shop iamra-web',
      },
    ]);
  });
});

describe('judgeNames', () => {
  const anchor = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a';
  const config = { cluster: 'home', trustAnchor: { name: 'iamra-home', arn: anchor } } as never;
  const installation = (cluster: string | undefined, trustAnchorArn?: string): never =>
    ({ cluster, settings: { defaults: { trustAnchorArn } } }) as never;

  it('is content where both say the same, or one says nothing', () => {
    expect(judgeNames(config, installation('home', anchor))).toEqual([]);
    expect(judgeNames(config, installation(undefined))).toEqual([]);
  });

  it('fails where the clusters differ, and warns where the trust anchors do', () => {
    const other = installation('office', anchor);
    expect(judgeNames(config, other)).toMatchObject([{ code: 'IAMRA235', severity: 'fail' }]);
    const moved = installation('home', `${anchor}b`);
    expect(judgeNames(config, moved)).toMatchObject([{ code: 'IAMRA235', severity: 'warn' }]);
  });
});
