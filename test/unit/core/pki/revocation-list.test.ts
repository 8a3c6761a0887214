import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import { parseRevocationList } from '../../../../src/core/pki/revocation-list.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

describe('parseRevocationList', () => {
  it('gives the issuer and the serial numbers as certificates have them', async () => {
    const ca = await makeCa(now);
    const leaf = await makeCertificate(now, { issuer: ca });
    const list = parseRevocationList(await makeRevocationList(now, ca, leaf));
    expect(list?.issuer).toEqual(readCertificate(ca.certificatePem).subject);
    expect(list?.revoked).toEqual(new Set([readCertificate(leaf.certificatePem).serialNumber]));
  });

  it('does not take a list without its next update', async () => {
    const ca = await makeCa(now);
    const leaf = await makeCertificate(now, { issuer: ca });
    const list = await makeRevocationList(now, ca, leaf, null);
    expect(parseRevocationList(list)).toBeUndefined();
  });

  it('gives nothing for what is no list', async () => {
    const ca = await makeCa(now);
    expect(parseRevocationList('')).toBeUndefined();
    expect(parseRevocationList(ca.certificatePem)).toBeUndefined();
    expect(
      parseRevocationList('-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----'),
    ).toBeUndefined();
  });
});
