import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import { parseRevocationList } from '../../../../src/core/pki/revocation-list.ts';
import { hasSignedList } from '../../../../src/core/pki/revocation-list-signature.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

describe('hasSignedList', () => {
  it.each(['ec-p256', 'ec-p384', 'rsa-2048'] as const)(
    'knows the list of a CA with a key of kind %s',
    async (keyKind) => {
      const ca = await makeCa(now, { keyKind });
      const list = parseRevocationList(await makeRevocationList(now, ca, ca));
      expect(list && hasSignedList(readCertificate(ca.certificatePem), list)).toBe(true);
    },
  );

  it('refuses the list of another CA, also of one that has its name', async () => {
    const list = parseRevocationList(
      await makeRevocationList(now, await makeCa(now), await makeCa(now)),
    );
    const names = ['test', 'other'];
    for (const name of names) {
      const ca = readCertificate((await makeCa(now, { name })).certificatePem);
      expect(list && hasSignedList(ca, list)).toBe(false);
    }
  });

  it('refuses the list of a CA whose key usage lacks cRLSign', async () => {
    const keyUsages = KeyUsageFlags.keyCertSign;
    const ca = await makeCertificate(now, { ca: {}, keyUsages });
    const list = parseRevocationList(await makeRevocationList(now, ca, ca));
    expect(list && hasSignedList(readCertificate(ca.certificatePem), list)).toBe(false);
  });
});
