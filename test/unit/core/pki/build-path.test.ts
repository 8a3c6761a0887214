import { describe, expect, it } from 'vitest';
import { buildPath } from '../../../../src/core/pki/build-path.ts';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import type { IssuedCertificate } from '../../../../src/core/pki/issue-certificate.ts';
import { KeyUsageFlags } from '../../../../src/core/pki/x509.ts';
import { makeCa, makeCertificate } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const hour = 60 * 60 * 1000;
const before = {
  notBefore: new Date(now.getTime() - 3 * hour),
  notAfter: new Date(now.getTime() - hour),
};
const after = {
  notBefore: new Date(now.getTime() + hour),
  notAfter: new Date(now.getTime() + 3 * hour),
};

function path(
  leaf: IssuedCertificate,
  intermediates: readonly IssuedCertificate[],
  anchors: readonly IssuedCertificate[],
) {
  const facts = ({ certificatePem }: IssuedCertificate) => readCertificate(certificatePem);
  return buildPath({
    leaf: facts(leaf),
    intermediates: intermediates.map(facts),
    anchors: anchors.map(facts),
    now,
  });
}

function reasonOf(result: ReturnType<typeof buildPath>): string | undefined {
  return result.outcome === 'none' ? result.reason : undefined;
}

describe('buildPath', () => {
  it('finds a leaf right below the anchor', async () => {
    const root = await makeCa(now);
    const result = path(await makeCertificate(now, { issuer: root }), [], [root]);
    expect(result).toMatchObject({ outcome: 'found', certificates: { length: 2 } });
  });

  it('finds its way through intermediates in any order, past others', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 2 });
    const upper = await makeCa(now, { name: 'upper', issuer: root, pathLength: 1 });
    const lower = await makeCa(now, { name: 'lower', issuer: upper });
    const stranger = await makeCa(now, { name: 'stranger', issuer: root });
    const leaf = await makeCertificate(now, { issuer: lower });
    expect(path(leaf, [upper, stranger, lower], [root])).toMatchObject({
      outcome: 'found',
      certificates: { length: 4 },
    });
  });

  it('takes an intermediate as anchor, and either of two anchors', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 1 });
    const middle = await makeCa(now, { name: 'middle', issuer: root });
    const other = await makeCa(now, { name: 'other' });
    const leaf = await makeCertificate(now, { issuer: middle });
    expect(path(leaf, [], [other, middle]).outcome).toBe('found');
  });

  it('finds none to a CA of another key with the same name', async () => {
    const leaf = await makeCertificate(now, { issuer: await makeCa(now) });
    const result = path(leaf, [], [await makeCa(now)]);
    expect(reasonOf(result)).toBe('no certificate of the anchor issued CN=web,O=test');
  });

  it('finds none when an intermediate is missing', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 1 });
    const middle = await makeCa(now, { name: 'middle', issuer: root });
    const leaf = await makeCertificate(now, { issuer: middle });
    expect(path(leaf, [], [root]).outcome).toBe('none');
  });

  it('keeps the path length of the anchor', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 0 });
    const middle = await makeCa(now, { name: 'middle', issuer: root });
    const leaf = await makeCertificate(now, { issuer: middle });
    expect(reasonOf(path(leaf, [middle], [root]))).toBe(
      'CN=iamra workload CA root,O=root allows 0 CAs below it, not 1',
    );
  });

  it('keeps the path length of an intermediate', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 5 });
    const upper = await makeCa(now, { name: 'upper', issuer: root, pathLength: 0 });
    const lower = await makeCa(now, { name: 'lower', issuer: upper });
    const leaf = await makeCertificate(now, { issuer: lower });
    expect(reasonOf(path(leaf, [lower, upper], [root]))).toContain('upper allows 0 CAs below it');
  });

  it('does not let a leaf issue', async () => {
    const root = await makeCa(now, { pathLength: 1 });
    const leaf = await makeCertificate(now, { issuer: root });
    const forged = await makeCertificate(now, { issuer: leaf, subject: [{ CN: ['forged'] }] });
    expect(reasonOf(path(forged, [leaf], [root]))).toBe('CN=web,O=test is not a CA');
  });

  it('wants keyCertSign of an issuer that names its key usages', async () => {
    const root = await makeCa(now, { pathLength: 1 });
    const middle = await makeCertificate(now, {
      issuer: root,
      ca: { pathLength: 0 },
      keyUsages: KeyUsageFlags.digitalSignature,
    });
    const leaf = await makeCertificate(now, { issuer: middle, subject: [{ CN: ['leaf'] }] });
    expect(reasonOf(path(leaf, [middle], [root]))).toContain('may not sign certificates');
  });

  it.each([
    ['expired', before, 'has expired'],
    ['future', after, 'is not valid yet'],
  ])('refuses an %s anchor or intermediate', async (_, validity, reason) => {
    const root = await makeCa(now, { name: 'root', pathLength: 1 });
    const middle = await makeCa(now, { name: 'middle', issuer: root, validity });
    const leaf = await makeCertificate(now, { issuer: middle });
    expect(reasonOf(path(leaf, [middle], [root]))).toContain(reason);
    expect(reasonOf(path(leaf, [], [middle]))).toContain(reason);
  });

  it('ends on a circle of cross-signed CAs', async () => {
    const first = await makeCa(now, { name: 'first', pathLength: 5 });
    const second = await makeCa(now, { name: 'second', pathLength: 5 });
    const cross = async (subject: IssuedCertificate, name: string, issuer: IssuedCertificate) => ({
      ...(await makeCa(now, { name, issuer, pathLength: 5 })),
      keys: subject.keys,
    });
    const one = await cross(first, 'first', second);
    const two = await cross(second, 'second', first);
    const leaf = await makeCertificate(now, { issuer: first });
    expect(path(leaf, [one, two], [await makeCa(now, { name: 'root' })]).outcome).toBe('none');
  });
});
