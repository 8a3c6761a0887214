import { describe, expect, it } from 'vitest';
import {
  formatAuthorization,
  parseAuthorization,
} from '../../../../src/core/session/authorization.ts';
import { parseCreateSessionResponse } from '../../../../src/core/session/credentials.ts';
import { isSessionName, sessionNameOf } from '../../../../src/core/session/session-name.ts';
import { formatTimestamp, parseTimestamp } from '../../../../src/core/session/timestamp.ts';

describe('parseAuthorization', () => {
  const authorization = {
    algorithm: 'AWS4-X509-RSA-SHA256',
    serialNumber: '21',
    scope: { day: '20260601', region: 'eu-west-1' },
    signedHeaders: ['host', 'x-amz-date', 'x-amz-x509'],
    signature: '00ff',
  };

  it('reads what formatAuthorization writes', () => {
    expect(parseAuthorization(formatAuthorization(authorization))).toEqual(authorization);
  });

  it.each([
    '',
    'AWS4-X509-RSA-SHA256',
    'AWS4-X509-RSA-SHA256 Credential=21/20260601/eu-west-1/iam/aws4_request, SignedHeaders=host, Signature=00',
    'AWS4-X509-RSA-SHA256 Credential=21/2026-06-01/eu-west-1/rolesanywhere/aws4_request, SignedHeaders=host, Signature=00',
    'AWS4-X509-RSA-SHA256 Credential=21/20260601/eu-west-1/rolesanywhere/aws4_request, SignedHeaders=host, Signature=xyz',
    'AWS4-X509-RSA-SHA256 Credential=21/20260601/eu-west-1/rolesanywhere/aws4_request, Signature=00',
  ])('gives nothing for %j', (header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  });
});

describe('timestamps', () => {
  it('are written and read in the basic form of ISO 8601', () => {
    const moment = new Date('2026-06-01T12:34:56.789Z');
    expect(formatTimestamp(moment)).toBe('20260601T123456Z');
    expect(parseTimestamp('20260601T123456Z')).toEqual(new Date('2026-06-01T12:34:56Z'));
  });

  it.each(['', '2026-06-01T12:34:56Z', '20261301T123456Z', '20260601T123456', 'Mon, 01 Jun 2026'])(
    'are not read from %j',
    (text) => {
      expect(parseTimestamp(text)).toBeUndefined();
    },
  );
});

describe('session names', () => {
  it.each(['web', 'a=b,c.d@e-f+g', 'x'.repeat(64)])('may be %j', (name) => {
    expect(isSessionName(name)).toBe(true);
  });

  it.each(['', 'a', 'a b', 'a/b', 'ä'.repeat(3), 'x'.repeat(65)])('may not be %j', (name) => {
    expect(isSessionName(name)).toBe(false);
  });

  it('are made of any pod name', () => {
    expect(sessionNameOf('web-7d9f')).toBe('web-7d9f');
    expect(isSessionName(sessionNameOf(`web.${'x'.repeat(249)}`))).toBe(true);
  });
});

describe('parseCreateSessionResponse', () => {
  const answer = {
    credentialSet: [
      {
        assumedRoleUser: { arn: 'arn:aws:sts::123456789012:assumed-role/web/pod' },
        credentials: {
          accessKeyId: 'ASIAEXAMPLE',
          secretAccessKey: 'secret',
          sessionToken: 'token',
          expiration: '2026-06-01T13:00:00Z',
        },
      },
    ],
  };

  it('gives the credentials of the first set', () => {
    expect(parseCreateSessionResponse(JSON.stringify(answer))).toEqual({
      accessKeyId: 'ASIAEXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date('2026-06-01T13:00:00Z'),
      assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/web/pod',
    });
  });

  it.each([
    ['<html>', 'it is not JSON'],
    ['null', 'expiration is missing'],
    ['{"credentialSet":[]}', 'expiration is missing'],
    [JSON.stringify(answer).replace('2026-06-01T13:00:00Z', 'soon'), 'expiration is not a date'],
    [JSON.stringify(answer).replace('"secret"', '""'), 'secretAccessKey is missing'],
    [JSON.stringify(answer).replace('assumedRoleUser', 'other'), 'arn is missing'],
  ])('refuses %j with IAMRA404', (body, why) => {
    expect(() => parseCreateSessionResponse(body)).toThrow(
      expect.objectContaining({
        code: 'IAMRA404',
        message: `The answer to CreateSession cannot be used: ${why}.`,
      }),
    );
  });
});
