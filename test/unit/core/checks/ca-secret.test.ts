import { describe, expect, it } from 'vitest';
import { judgeCaSecret } from '../../../../src/core/checks/ca-secret.ts';
import { privateKeyPem } from '../../../../src/core/pki/generate-key.ts';
import { makeCa, makeCertificate } from '../../../fixtures/certificates.ts';

const now = new Date('2026-01-01T00:00:00Z');
const name = 'cert-manager/iamra-workload-ca';
const ca = await makeCa(now);
const other = await makeCa(now);
const leaf = await makeCertificate(now, { issuer: ca });

function dataOf(certificate: typeof ca, keyOf = certificate): Record<string, string> {
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
  return {
    'tls.crt': base64(certificate.certificatePem),
    'tls.key': base64(privateKeyPem(keyOf.keys.privateKey)),
  };
}

describe('the Secret of the workload CA', () => {
  it('is fit with a CA and its key', () => {
    expect(judgeCaSecret({ name, data: dataOf(ca) }, now)).toEqual([]);
  });

  it.each([
    ['does not exist', undefined, now],
    ['holds no certificate in tls.crt', {}, now],
    ['holds no private key in tls.key', { ...dataOf(ca), 'tls.key': 'eA==' }, now],
    ['holds a key that is not of its certificate', dataOf(ca, other), now],
    ['holds a certificate that is no CA', dataOf(leaf), now],
    [
      'holds a CA that expired at 2026-01-02T00:00:00.000Z',
      dataOf(ca),
      new Date('2026-01-03T00:00:00Z'),
    ],
  ])('is told that it %s', (problem, data, moment) => {
    expect(judgeCaSecret({ name, data }, moment)).toMatchObject([
      { code: 'IAMRA116', severity: 'fail', message: `The Secret ${name} ${problem}.` },
    ]);
  });
});
