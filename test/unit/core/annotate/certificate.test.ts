import { describe, expect, it } from 'vitest';
import { certificateProblem, otherIdentity } from '../../../../src/core/annotate/certificate.ts';

const uri = 'spiffe://home/ns/default/sa/web';
const certificate = {
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { labels: { 'app.kubernetes.io/managed-by': 'iamra' } },
  spec: { uris: [uri] },
};
const ready = (status: string, message: string): object => ({
  conditions: [{ type: 'Ready', status, message }],
});

describe('a Certificate', () => {
  it.each([
    [undefined, 'the identity controller has not made Certificate default/iamra-web yet'],
    [
      certificate,
      'Certificate default/iamra-web is not ready: cert-manager has not looked at it yet',
    ],
    [
      { ...certificate, status: ready('False', 'issuer not found') },
      'Certificate default/iamra-web is not ready: issuer not found',
    ],
    [{ ...certificate, status: ready('True', 'up to date') }, undefined],
  ])('%j has the problem: %s', (object, expected) => {
    expect(certificateProblem(object, 'default/iamra-web')).toBe(expected);
  });

  it('of iamra that gives another identity is found out', () => {
    expect(otherIdentity(certificate, uri)).toBeUndefined();
    expect(otherIdentity(certificate, uri.replace('home', 'work'))).toBe(uri);
    expect(otherIdentity({ ...certificate, metadata: {} }, 'spiffe://x')).toBeUndefined();
  });
});
