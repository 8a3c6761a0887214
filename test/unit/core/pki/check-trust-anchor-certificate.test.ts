import { describe, expect, it } from 'vitest';
import {
  checkTrustAnchorCertificate,
  trustAnchorProblems,
} from '../../../../src/core/pki/check-trust-anchor-certificate.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import {
  makeCa,
  makeCertificate,
  makeVersion1Leaf,
  makeWeakLeaf,
} from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

function rules(bundle: string, moment = now): string[] {
  return trustAnchorProblems(bundle, moment).map(({ rule }) => rule);
}

describe('trustAnchorProblems', () => {
  it.each(['ec-p256', 'ec-p384', 'rsa-2048'] as const)(
    'finds none in a CA of %s',
    async (keyKind) => {
      expect(rules((await makeCa(now, { keyKind })).certificatePem)).toEqual([]);
    },
  );

  it('finds none in two CAs and minds a third', async () => {
    const [one, two, three] = await Promise.all(
      ['1', '2', '3'].map((name) => makeCa(now, { name })),
    );
    const bundle = `${one?.certificatePem ?? ''}${two?.certificatePem ?? ''}`;
    expect(rules(bundle)).toEqual([]);
    expect(rules(`${bundle}${three?.certificatePem ?? ''}`)).toEqual(['count']);
  });

  it('minds a leaf for its constraints and its key usage', async () => {
    const leaf = await makeCertificate(now);
    expect(rules(leaf.certificatePem)).toEqual(['basic-constraints', 'key-usage']);
    expect(checkTrustAnchorCertificate(leaf.certificatePem, now)).toEqual([
      'The certificate CN=web,O=test is not a CA (basic constraints CA:TRUE).',
      'The certificate CN=web,O=test lacks the key usage keyCertSign.',
    ]);
  });

  it('minds a CA without keyCertSign', async () => {
    const ca = await makeCertificate(now, { ca: {}, keyUsages: KeyUsageFlags.cRLSign });
    expect(rules(ca.certificatePem)).toEqual(['key-usage']);
  });

  it('minds version 1 and SHA-1', async () => {
    const ca = await makeCa(now);
    expect(rules((await makeVersion1Leaf(now, ca)).certificatePem)).toContain('version');
    expect(rules((await makeWeakLeaf(now, ca)).certificatePem)).toContain('signature-hash');
  });

  it('minds a CA before and after its time', async () => {
    const { certificatePem } = await makeCa(now);
    expect(rules(certificatePem, new Date('2026-05-01T00:00:00Z'))).toEqual(['dates']);
    expect(rules(certificatePem, new Date('2026-07-01T00:00:00Z'))).toEqual(['dates']);
  });

  it.each([
    ['', 'pem'],
    ['hello', 'pem'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'pem'],
    ['x'.repeat(8001), 'size'],
  ])('minds a text that is no bundle', (bundle, rule) => {
    expect(rules(bundle)).toEqual([rule]);
  });
});
