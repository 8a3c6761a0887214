import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { publicRootOf } from '../../../../src/core/pki/public-ca.ts';
import { makeCa } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');

describe('publicRootOf', () => {
  it('knows the roots that browsers trust', () => {
    expect(publicRootOf(rootCertificates[0] ?? '', rootCertificates)).toMatch(/CN=/);
  });

  it('knows a CA that one of the roots issued', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 1 });
    const { certificatePem } = await makeCa(now, { name: 'below', issuer: root });
    expect(publicRootOf(certificatePem, [root.certificatePem])).toContain('CA root');
  });

  it('takes a CA of the same name and another key for a private one', async () => {
    const [root, other] = await Promise.all([makeCa(now), makeCa(now)]);
    expect(publicRootOf(other.certificatePem, [root.certificatePem])).toBeUndefined();
  });
});
