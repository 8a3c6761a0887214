import { describe, expect, it } from 'vitest';
import { caWarnings } from '../../../../src/core/pki/ca-warnings.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import { makeCa, makeCertificate } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
const forDays = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: inDays(-400),
  notAfter: inDays(days),
});

describe('caWarnings', () => {
  it('has nothing to say of a CA as iamra makes it', async () => {
    const { certificatePem } = await makeCa(now, { validity: forDays(3650) });
    expect(caWarnings(certificatePem, now)).toEqual([]);
  });

  it.each([
    [60, 0],
    [59, 1],
  ])('counts the days to its end: with %i days left %i warnings', async (days, count) => {
    const { certificatePem } = await makeCa(now, { validity: forDays(days) });
    expect(caWarnings(certificatePem, now)).toHaveLength(count);
  });

  it('says that a CA has ended', async () => {
    const { certificatePem } = await makeCa(now, { validity: forDays(-1) });
    expect(caWarnings(certificatePem, now)).toEqual([
      expect.stringContaining('ended at 2026-05-31'),
    ]);
  });

  it('tells of a missing cRLSign and of CAs that may stand below', async () => {
    const { certificatePem } = await makeCertificate(now, {
      ca: {},
      keyUsages: KeyUsageFlags.keyCertSign,
      validity: forDays(3650),
    });
    expect(caWarnings(certificatePem, now)).toEqual([
      expect.stringContaining('cRLSign'),
      expect.stringContaining('any number of CAs'),
    ]);
  });
});
