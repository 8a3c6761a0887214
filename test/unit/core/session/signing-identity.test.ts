import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateKey, privateKeyPem } from '../../../../src/core/pki/generate-key.ts';
import {
  decimalSerialNumber,
  parseSigningIdentity,
} from '../../../../src/core/session/signing-identity.ts';
import { makeCa, makeCertificate, signingIdentity } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

async function chainOf(length: number) {
  const root = await makeCa(now, { name: 'root', pathLength: length });
  const chain = [root];
  for (let index = 0; index < length; index += 1) {
    const issuer = chain[0] ?? root;
    chain.unshift(
      await makeCa(now, { name: `ca-${index}`, issuer, pathLength: length - index - 1 }),
    );
  }
  const leaf = await makeCertificate(now, { issuer: chain[0] ?? root });
  return { leaf, chain };
}

describe('parseSigningIdentity', () => {
  it.each([
    ['ec-p256', 'AWS4-X509-ECDSA-SHA256'],
    ['ec-p384', 'AWS4-X509-ECDSA-SHA256'],
    ['rsa-2048', 'AWS4-X509-RSA-SHA256'],
  ] as const)('signs with a key of %s by %s', async (keyKind, algorithm) => {
    const leaf = await makeCertificate(now, { keyKind });
    expect(signingIdentity(leaf).algorithm).toBe(algorithm);
  });

  it('takes the first certificate as leaf and drops the root from the chain', async () => {
    const { leaf, chain } = await chainOf(2);
    const identity = signingIdentity(leaf, ...chain);
    expect(identity.certificate.subject).toContain('CN=web');
    expect(identity.chain.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('O=ca-1'),
      expect.stringContaining('O=ca-0'),
    ]);
  });

  it('takes five intermediates and refuses a sixth', async () => {
    const five = await chainOf(5);
    expect(signingIdentity(five.leaf, ...five.chain).chain).toHaveLength(5);
    const six = await chainOf(6);
    expect(() => signingIdentity(six.leaf, ...six.chain)).toThrow(
      expect.objectContaining({
        code: 'IAMRA402',
        message: 'The certificate file holds 6 intermediates; AWS takes 5 at most.',
      }),
    );
  });

  it('refuses a key of another certificate with IAMRA403', async () => {
    const leaf = await makeCertificate(now);
    const key = privateKeyPem(generateKey().privateKey);
    expect(() => parseSigningIdentity(leaf.certificatePem, key)).toThrow(
      expect.objectContaining({ code: 'IAMRA403' }),
    );
  });

  it('refuses keys that are neither RSA nor EC', async () => {
    const leaf = await makeCertificate(now);
    const key = privateKeyPem(generateKeyPairSync('ed25519').privateKey);
    expect(() => parseSigningIdentity(leaf.certificatePem, key)).toThrow(
      expect.objectContaining({
        message: 'The private key is of kind ed25519; RSA or EC is needed.',
      }),
    );
  });

  it.each([
    ['', 'The certificate file holds no PEM certificate.'],
    [
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'The certificate file holds a damaged certificate.',
    ],
  ])('refuses the certificate file %j', (pem, message) => {
    const key = privateKeyPem(generateKey().privateKey);
    expect(() => parseSigningIdentity(pem, key)).toThrow(
      expect.objectContaining({ code: 'IAMRA402', message }),
    );
  });

  it('refuses a file without a key', async () => {
    const leaf = await makeCertificate(now);
    expect(() => parseSigningIdentity(leaf.certificatePem, leaf.certificatePem)).toThrow(
      expect.objectContaining({ message: 'The key file holds no usable private key.' }),
    );
  });
});

describe('decimalSerialNumber', () => {
  it('is the serial number of the certificate, decimal', async () => {
    const { certificate } = signingIdentity(await makeCertificate(now));
    expect(BigInt(decimalSerialNumber(certificate)).toString(16)).toBe(
      certificate.serialNumber.toLowerCase(),
    );
  });
});
