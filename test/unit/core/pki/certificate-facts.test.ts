import { describe, expect, it } from 'vitest';
import { readCertificate, readCertificates } from '../../../../src/core/pki/certificate-facts.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import {
  makeCa,
  makeCertificate,
  makeVersion1Leaf,
  makeWeakLeaf,
  validAround,
} from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

describe('readCertificate', () => {
  it('gives what a CA certificate says', async () => {
    const ca = await makeCa(now, { name: 'demo', pathLength: 2 });
    expect(readCertificate(ca.certificatePem)).toMatchObject({
      version: 3,
      subject: [
        { type: 'CN', value: 'iamra workload CA demo' },
        { type: 'O', value: 'demo' },
      ],
      isCa: true,
      pathLength: 2,
      keyUsages: ['keyCertSign', 'cRLSign'],
      signatureHash: 'SHA-256',
      ...validAround(now),
    });
  });

  it('gives the names of a leaf in the order of the certificate', async () => {
    const leaf = await makeCertificate(now, {
      subject: [
        { CN: ['web'] },
        { OU: ['a'] },
        { OU: ['b'] },
        { '0.9.2342.19200300.100.1.1': ['u1'] },
      ],
      names: [
        { type: 'dns', value: 'web.example.com' },
        { type: 'url', value: 'spiffe://demo/ns/web/sa/web' },
        { type: 'url', value: 'spiffe://demo/ns/web/sa/other' },
        { type: 'dn', value: 'CN=inner, O=demo' },
        { type: 'email', value: 'a@example.com' },
      ],
    });
    const facts = readCertificate(leaf.certificatePem);
    expect(facts.isCa).toBe(false);
    expect(facts.subject.map(({ type, value }) => `${type}=${value}`)).toEqual([
      'CN=web',
      'OU=a',
      'OU=b',
      'UID=u1',
    ]);
    expect(facts.alternativeNames).toEqual({
      dns: ['web.example.com'],
      uri: ['spiffe://demo/ns/web/sa/web', 'spiffe://demo/ns/web/sa/other'],
      directoryNames: [
        [
          { type: 'CN', value: 'inner' },
          { type: 'O', value: 'demo' },
        ],
      ],
    });
  });

  it('tells absent key usages from empty ones', async () => {
    const without = await makeCertificate(now, { keyUsages: undefined });
    const other = await makeCertificate(now, { keyUsages: KeyUsageFlags.keyEncipherment });
    expect(readCertificate(without.certificatePem).keyUsages).toBeUndefined();
    expect(readCertificate(other.certificatePem).keyUsages).toEqual(['keyEncipherment']);
  });

  it('tells version 1 and weak hashes', async () => {
    const ca = await makeCa(now);
    const old = await makeVersion1Leaf(now, ca);
    const weak = await makeWeakLeaf(now, ca);
    expect(readCertificate(old.certificatePem).version).toBe(1);
    expect(readCertificate(weak.certificatePem).signatureHash).toBe('SHA-1');
  });

  it.each([
    '',
    'not a certificate',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
  ])('refuses %j with IAMRA402', (text) => {
    expect(() => readCertificate(text)).toThrow(expect.objectContaining({ code: 'IAMRA402' }));
  });
});

describe('readCertificates', () => {
  it('reads each certificate of a bundle and skips other blocks', async () => {
    const ca = await makeCa(now, { name: 'one' });
    const other = await makeCa(now, { name: 'two' });
    const bundle = `comment\n${ca.certificatePem}-----BEGIN X-----\nAA==\n-----END X-----\n${other.certificatePem}`;
    const subjects = readCertificates(bundle).map(({ subject }) => subject.at(1)?.value);
    expect(subjects).toEqual(['one', 'two']);
  });
});
