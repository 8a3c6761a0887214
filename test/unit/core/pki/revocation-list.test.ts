import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import {
  issueRevocationList,
  reasonExtensions,
} from '../../../../src/core/pki/issue-revocation-list.ts';
import { parseRevocationList } from '../../../../src/core/pki/revocation-list.ts';
import { X509Certificate, X509CrlGenerator } from '../../../../src/core/pki/x509.ts';
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

  it('reads a list of thousands of certificates', async () => {
    const entries = Array.from({ length: 2000 }, (_, index) => ({
      serialNumber: `7f${index.toString(16).padStart(10, '0')}`,
      revokedAt: now,
      extensions: reasonExtensions('superseded'),
    }));
    const order = { ca: await makeCa(now), number: 1n, thisUpdate: now, nextUpdate: now };
    const pem = await issueRevocationList({ ...order, entries });
    expect(parseRevocationList(pem)?.revoked.size).toBe(entries.length);
  });

  it('does not take a list without its next update', async () => {
    const { certificatePem, keys } = await makeCa(now);
    const list = await X509CrlGenerator.create({
      issuer: new X509Certificate(certificatePem).subject,
      thisUpdate: now,
      signingKey: keys.privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
      ]),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      entries: [{ serialNumber: '0a' }],
    });
    // The library writes another label than RFC 7468.
    const pem = list.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----');
    expect(parseRevocationList(pem)).toBeUndefined();
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
