import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  certificateOf,
  makerOf,
  workloadCaSecret,
} from '../../../../src/core/cert-manager/workload-ca-secret.ts';
import { bundleContains } from '../../../../src/core/pki/bundle-contains.ts';
import { makeCa } from '../../../fixtures/certificates.ts';

describe('the Secret of the workload CA', () => {
  it('holds the certificate and its own key, and says that iamra made it', async () => {
    const ca = await makeCa(new Date());
    const secret = workloadCaSecret('cert-manager', ca);
    const key = Buffer.from(secret.data['tls.key'] ?? '', 'base64').toString();
    const certificate = certificateOf(secret) ?? '';
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(certificate).not.toContain('PRIVATE');
    expect(makerOf(secret)).toBe('iamra');
  });

  it('is told from one that cert-manager made, and from one of somebody else', () => {
    const annotations = { 'cert-manager.io/certificate-name': 'iamra-workload-ca' };
    expect(makerOf({ metadata: { annotations } })).toBe('cert-manager');
    expect(makerOf({ metadata: {} })).toBe('other');
  });

  it('may hold no certificate at all', () => {
    expect(certificateOf({ metadata: {}, data: { 'tls.crt': 'bm9uZQ==' } })).toBeUndefined();
    expect(certificateOf({ metadata: {} })).toBeUndefined();
  });
});

describe('a bundle of certificates', () => {
  it('contains what is in it, whatever stands beside it', async () => {
    const [one, two, three] = await Promise.all(
      ['a', 'b', 'c'].map((name) => makeCa(new Date(), { name })),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('no CA');
    const bundle = `text\n${one.certificatePem}\n${two.certificatePem}`;
    expect(bundleContains(bundle, two.certificatePem)).toBe(true);
    expect(bundleContains(bundle, three.certificatePem)).toBe(false);
    expect(bundleContains('', one.certificatePem)).toBe(false);
  });
});
