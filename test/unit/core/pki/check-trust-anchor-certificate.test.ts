import { describe, expect, it } from 'vitest';
import { trustAnchorProblems } from '../../../../src/core/pki/check-trust-anchor-certificate.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import {
  makeCa,
  makeCertificate,
  makeVersion1Leaf,
  makeWeakLeaf,
} from '../../../fixtures/certificates.ts';
import { unusableCas } from '../../../fixtures/unusable-cas.ts';

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
    const problems = trustAnchorProblems(leaf.certificatePem, now);
    expect(problems.map(({ message }) => message)).toEqual([
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

  it.each([
    ['no CA', 'basic-constraints'],
    ['no keyCertSign', 'key-usage'],
    ['no key usages', 'key-usage'],
    ['version 1', 'version'],
    ['SHA-1', 'signature-hash'],
    ['ML-DSA', 'key-kind'],
    ['expired', 'dates'],
    ['not valid yet', 'dates'],
    ['too long', 'size'],
  ] as const)(
    'names the first rule that a CA breaks, and what mends it: %s',
    async (name, rule) => {
      const { certificatePem } = await unusableCas[name](now);
      const [problem] = trustAnchorProblems(certificatePem, now);
      expect(problem?.rule).toBe(rule);
      expect(problem?.fix).not.toBe('');
    },
  );

  it('minds a CA of path length 0 beside one that it issued', async () => {
    const above = await makeCa(now, { name: 'above' });
    const below = await makeCa(now, { name: 'below', issuer: above });
    expect(rules(`${below.certificatePem}${above.certificatePem}`)).toEqual(['path-length']);
  });
});
