import { describe, expect, it } from 'vitest';
import { findInAws } from '../../../../src/actions/ca/revocation/find-in-aws.ts';
import type { SeenCertificate, Subject } from '../../../../src/core/anywhere/subject.ts';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import { issueWorkloadCertificate } from '../../../../src/core/pki/issue-workload-certificate.ts';
import { decimal } from '../../../../src/core/pki/serial-number.ts';
import type { KnownCertificate } from '../../../../src/core/plan/revocation/known-certificate.ts';
import { sortAnchorLists } from '../../../../src/core/plan/revocation/revocation-authority.ts';
import { makeCa, type Validity, validAround } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ca = await makeCa(now);
const { authorities } = sortAnchorLists(ca.certificatePem, [], 'home');
const account = { namespace: 'default', name: 'web' };

async function seen(
  cluster: string,
  validity: Validity = validAround(now),
  issuer = ca,
): Promise<SeenCertificate> {
  const order = { cluster, serviceAccount: account, issuer, ...validity };
  const { certificatePem } = await issueWorkloadCertificate(order);
  const serialNumber = decimal(readCertificate(certificatePem).serialNumber);
  return { serialNumber, issuer: '', seenAt: now, failed: false, certificatePem };
}

/** What is found where AWS remembers this of a subject. */
function find(x509Subject: string, ...credentials: SeenCertificate[]): Promise<KnownCertificate[]> {
  const subject: Subject = {
    ...{ arn: 'arn', id: '1', x509Subject, enabled: true, lastSeenAt: now },
    credentials: [],
  };
  const calls = {
    listSubjects: () => Promise.resolve([subject]),
    getSubject: () => Promise.resolve({ ...subject, credentials }),
  };
  return findInAws(calls, { cluster: 'home', account, authorities, now });
}

describe('findInAws', () => {
  it('finds the certificates of a subject of that name, wherever the name stands in it', async () => {
    const certificate = await seen('home');
    for (const subject of ['CN=default.web,O=home', 'O=home, CN=default.web']) {
      const [known] = await find(subject, certificate);
      expect(known && decimal(known.serialNumber)).toBe(certificate.serialNumber);
      expect(known?.seenIn).toEqual(['AWS at 2026-06-01T12:00:00.000Z']);
    }
    expect(await find('CN=default.web2,O=home', certificate)).toEqual([]);
  });

  it('goes by the identity in the certificate, not by the name', async () => {
    expect(await find('CN=default.web,O=home', await seen('elsewhere'))).toEqual([]);
  });

  it('leaves out what has ended and what another CA has issued', async () => {
    const before = new Date('2026-05-01T12:00:00Z');
    const ended = await seen('home', { notBefore: before, notAfter: new Date('2026-05-02') });
    const foreign = await seen('home', validAround(now), await makeCa(now, { name: 'other' }));
    expect(await find('CN=default.web', ended, foreign)).toEqual([]);
  });

  it('has to believe the name where AWS gives no certificate', async () => {
    const bare = { ...(await seen('home')), certificatePem: undefined };
    expect(await find('CN=default.web', bare, { ...bare, serialNumber: '?' })).toMatchObject([
      { issuer: undefined, notAfter: undefined, serviceAccount: account },
    ]);
  });
});
