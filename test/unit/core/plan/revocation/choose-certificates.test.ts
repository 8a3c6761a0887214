import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../../src/core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../../../../src/core/pki/issue-certificate.ts';
import { chooseCertificates } from '../../../../../src/core/plan/revocation/choose-certificates.ts';
import type { KnownCertificate } from '../../../../../src/core/plan/revocation/known-certificate.ts';
import { sortAnchorLists } from '../../../../../src/core/plan/revocation/revocation-authority.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../../../../fixtures/certificates.ts';

const minute = 60_000;
const revokedAt = new Date('2026-06-01T12:00:00Z');
const later = (minutes: number): Date => new Date(revokedAt.getTime() + minutes * minute);

const ca = await makeCa(revokedAt);
const old = await makeCertificate(revokedAt, { issuer: ca });
const list = await makeRevocationList(revokedAt, ca, old);
const { authorities } = sortAnchorLists(
  ca.certificatePem,
  [
    {
      imported: {
        id: '1',
        arn: 'arn',
        name: 'list',
        enabled: true,
        trustAnchorArn: 'a',
        text: list,
      },
      tags: {},
    },
  ],
  'home',
);

function known(
  leaf: IssuedCertificate | string,
  notBefore: Date | undefined,
  name = 'web',
): KnownCertificate {
  return {
    serialNumber:
      typeof leaf === 'string' ? leaf : readCertificate(leaf.certificatePem).serialNumber,
    issuer: undefined,
    serviceAccount: { namespace: 'default', name },
    notBefore,
    notAfter: undefined,
    seenIn: [],
  };
}

function kept(certificates: KnownCertificate[], now: Date): string[] {
  const chosen = chooseCertificates(certificates, authorities, now);
  expect(chosen.revoke.length + chosen.replacements.length).toBe(certificates.length);
  return chosen.replacements.map(({ serialNumber }) => serialNumber);
}

const revoked = known(old, later(-60));

describe('chooseCertificates', () => {
  it('leaves what took the place of a revoked certificate within the hour', () => {
    expect(kept([revoked, known('0b', later(0))], later(1))).toEqual(['0b']);
    expect(kept([revoked, known('0b', later(2))], later(59))).toEqual(['0b']);
  });

  it('takes it when the hour is over: then it is another affair', () => {
    expect(kept([revoked, known('0b', later(2))], later(60))).toEqual([]);
  });

  it('takes what was issued before the revocation, and what has no date', () => {
    expect(kept([revoked, known('0b', later(-1)), known('0c', undefined)], later(1))).toEqual([]);
  });

  it('minds neither other ServiceAccounts nor bare serial numbers', () => {
    const others = [
      known('0b', later(1), 'api'),
      { ...known('0c', later(1)), serviceAccount: undefined },
    ];
    expect(kept([revoked, ...others], later(2))).toEqual([]);
  });
});
