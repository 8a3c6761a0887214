import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseAuthorization } from '../../../../src/core/session/authorization.ts';
import type { SignableRequest } from '../../../../src/core/session/canonical-request.ts';
import { decimalSerialNumber } from '../../../../src/core/session/signing-identity.ts';
import { verifySignature } from '../../../../src/core/session/verify-signature.ts';
import { publishedRequests } from '../../../fixtures/published-requests.ts';

const account = '291738886548';

function requestOf(published: (typeof publishedRequests)[number]): SignableRequest {
  const prefix = `arn:aws:rolesanywhere:us-east-2:${account}`;
  return {
    method: 'POST',
    path: '/sessions',
    query: [
      ['profileArn', `${prefix}:profile/6f4943fb-13d4-4242-89c4-be367595c380`],
      ['roleArn', `arn:aws:iam::${account}:role/rolesanywhere1`],
      ['trustAnchorArn', `${prefix}:trust-anchor/${published.trustAnchorId}`],
    ],
    headers: {
      host: '127.0.0.1:8080',
      'content-type': 'application/json',
      'x-amz-date': published.timestamp,
      'x-amz-x509': published.certificate,
    },
    body: '{"durationSeconds":3600}',
  };
}

describe('a request that aws_signing_helper signed', () => {
  it.each(publishedRequests)('verifies with $name, and not when it is changed', (published) => {
    const request = requestOf(published);
    const authorization = parseAuthorization(published.authorization);
    const certificate = new X509Certificate(Buffer.from(published.certificate, 'base64'));
    if (authorization === undefined) throw new Error('unreadable');
    expect(verifySignature(request, authorization, certificate)).toBe(true);
    expect(decimalSerialNumber(certificate)).toBe(authorization.serialNumber);
    const changed = { ...request, body: '{"durationSeconds":3601}' };
    expect(verifySignature(changed, authorization, certificate)).toBe(false);
  });
});
