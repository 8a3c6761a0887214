import { describe, expect, it } from 'vitest';
import { clockSkew, describeSkew, expirySkew } from '../../../../src/core/session/clock-skew.ts';
import { networkFailure } from '../../../../src/core/session/network-failure.ts';

describe('a connection that fails', () => {
  it.each([
    ['ENOTFOUND', 'IAMRA419', 'its name does not resolve'],
    ['EAI_AGAIN', 'IAMRA419', 'the name server does not answer'],
    ['ECONNREFUSED', 'IAMRA419', 'the connection was refused'],
    ['ETIMEDOUT', 'IAMRA419', 'it did not answer in time'],
    ['EWHATEVER', 'IAMRA419', 'EWHATEVER'],
    ['', 'IAMRA419', 'the request failed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'IAMRA420', 'is not trusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'IAMRA420', 'is not trusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'IAMRA420', 'is not trusted'],
  ])('with %s is %s and says why', (code, expected, reason) => {
    const error = networkFailure('rolesanywhere.eu-west-1.amazonaws.com', code);
    expect(error.code).toBe(expected);
    expect(error.message).toContain(reason);
    expect(error.message).toContain('rolesanywhere.eu-west-1.amazonaws.com');
  });

  it('to a name that does not resolve may be owed to a region that does not exist', () => {
    const error = networkFailure('rolesanywhere.eu-wset-1.amazonaws.com:443', 'ENOTFOUND');
    expect(error.fix).toBe(
      'check the region in the ARN of the trust anchor, and name resolution: nslookup rolesanywhere.eu-wset-1.amazonaws.com',
    );
  });
});

describe("the difference to AWS's clock", () => {
  const now = new Date('2026-11-21T12:00:00Z');

  it.each([
    ['Sat, 21 Nov 2026 12:30:00 GMT', 30 * 60_000, "30 minutes behind AWS's"],
    ['Sat, 21 Nov 2026 11:00:00 GMT', -60 * 60_000, "60 minutes ahead of AWS's"],
  ])('is told from the Date header %s', (header, skew, words) => {
    expect(clockSkew(header, now)).toBe(skew);
    expect(describeSkew(skew)).toBe(words);
  });

  it('counts as none within four minutes', () => {
    expect(clockSkew('Sat, 21 Nov 2026 12:03:59 GMT', now)).toBe(0);
  });

  it('counts for the end of a session wherever it is behind, and ahead beyond four minutes', () => {
    expect(expirySkew('Sat, 21 Nov 2026 12:03:59 GMT', now)).toBe(239_000);
    expect(expirySkew('Sat, 21 Nov 2026 12:30:00 GMT', now)).toBe(1_800_000);
    expect(expirySkew('Sat, 21 Nov 2026 11:56:01 GMT', now)).toBe(0);
    expect(expirySkew('Sat, 21 Nov 2026 11:30:00 GMT', now)).toBe(-1_800_000);
    expect(expirySkew(undefined, now)).toBeUndefined();
  });

  it.each([undefined, 'yesterday'])('is not known from the header %s', (header) => {
    expect(clockSkew(header, now)).toBeUndefined();
  });
});
