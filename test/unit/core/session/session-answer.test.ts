import { describe, expect, it } from 'vitest';
import type { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import type { RefusedSession } from '../../../../src/core/session/refused-session.ts';
import {
  readSessionAnswer,
  type SessionAnswer,
} from '../../../../src/core/session/session-answer.ts';
import type { SessionFailure } from '../../../../src/core/session/session-failure.ts';
import { makeCa, makeCertificate, signingIdentity } from '../../../fixtures/certificates.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ca = await makeCa(now);
const input = {
  endpoint: 'https://rolesanywhere.eu-west-1.amazonaws.com',
  region: 'eu-west-1',
  trustAnchorArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/anchor-1',
  profileArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:profile/profile-1',
  roleArn: 'arn:aws:iam::123456789012:role/team/web',
  durationSeconds: 7200,
};
const session: RefusedSession = {
  input,
  identity: signingIdentity(await makeCertificate(now, { issuer: ca })),
  now,
  skewMilliseconds: 0,
};

function failureOf(answer: SessionAnswer, change: Partial<RefusedSession> = {}): SessionFailure {
  const outcome = readSessionAnswer(answer, { ...session, ...change });
  if (outcome.kind === 'issued') throw new Error('a session was issued');
  return outcome.failure;
}

function refusal(message: string, change: Partial<RefusedSession> = {}): IamraError {
  const answer = {
    status: 403,
    errorType: 'AccessDeniedException',
    body: JSON.stringify({ message }),
  };
  return failureOf(answer, change).error;
}

describe('a refusal of AWS', () => {
  it.each([
    ['Untrusted signing certificate', 'IAMRA407', 'leads to no CA of', 'get-trust-anchor'],
    ['Untrusted certificate. Insufficient certificate', 'IAMRA408', 'lacks what', 'issue it anew'],
    ['Invalid signature', 'IAMRA409', 'changed on its way', 'clock of the node'],
    ["Specified Trust Anchor wasn't found.", 'IAMRA411', 'trust-anchor/anchor-1', 'anchor-1'],
    ['Invalid or empty profile provided.', 'IAMRA412', 'profile/profile-1', 'get-profile'],
    [
      "Requested Role isn't one of those listed in the Profile.",
      'IAMRA413',
      'role/team/web',
      'iamra role add',
    ],
    [
      'Unable to assume role for arn:aws:iam::123456789012:role/team/web',
      'IAMRA414',
      'x509SAN/URI spiffe://test/ns/web/sa/web',
      'get-role --role-name web',
    ],
    [
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      'IAMRA415',
      '7200 seconds',
      'session-duration',
    ],
    [
      'Not authorized to set roleSessionName',
      'IAMRA416',
      'profile-1',
      '--accept-role-session-name',
    ],
    ['Something new', 'IAMRA401', 'Something new', 'iamra doctor'],
  ])('“%s” is %s, with AWS’s words, its cause and a fix', (message, code, cause, fix) => {
    const error = refusal(message);
    expect(error.code).toBe(code);
    expect(error.message).toContain(`“${message}”`);
    expect(error.message).toContain(cause);
    expect(error.fix).toContain(fix);
  });

  it('names the issuer of a certificate that AWS does not trust', () => {
    expect(refusal('Untrusted signing certificate').message).toContain(
      'CN=iamra workload CA test, O=test',
    );
  });

  it('is explained by the end of the certificate, where it has expired', () => {
    const later = new Date('2027-01-01T00:00:00Z');
    const error = refusal('Untrusted signing certificate', { now: later });
    expect(error.code).toBe('IAMRA406');
    expect(error.message).toContain('the certificate expired at 2026-11-22T12:00:00.000Z');
  });

  it('is explained by the beginning of the certificate, where that is to come', () => {
    const earlier = new Date('2026-01-01T00:00:00Z');
    const error = refusal('Untrusted signing certificate', { now: earlier });
    expect(error.message).toContain('is not valid before 2026-11-21T11:00:00.000Z');
  });

  it('is not blamed on the certificate where it is about something else', () => {
    const later = new Date('2027-01-01T00:00:00Z');
    expect(refusal("Specified Trust Anchor wasn't found.", { now: later }).code).toBe('IAMRA411');
  });

  it('is explained by the clock, where that is known to be wrong', () => {
    const error = refusal('Invalid signature', { skewMilliseconds: 32 * 60_000 });
    expect(error.code).toBe('IAMRA410');
    expect(error.message).toContain("the clock here is 32 minutes behind AWS's");
  });

  it('is explained by the missing subject, where AWS says nothing', async () => {
    const identity = signingIdentity(await makeCertificate(now, { issuer: ca, subject: [] }));
    const error = refusal('Access denied', { identity });
    expect(error.code).toBe('IAMRA408');
    expect(error.message).toContain('the certificate has no subject');
  });

  it('is tried again slowly', () => {
    const body = JSON.stringify({ message: 'Untrusted signing certificate' });
    expect(failureOf({ status: 403, body }).retry).toBe('slowly');
    expect(failureOf({ status: 400, body }).retry).toBe('slowly');
  });

  it('keeps its type where it has no message', () => {
    const answer = { status: 403, errorType: 'AccessDeniedException:http://internal/', body: '{}' };
    expect(failureOf(answer).error.message).toContain('“AccessDeniedException”');
  });

  it('stays one line of bounded length, whatever the message', () => {
    const { message } = refusal(`a\nb${'c'.repeat(5000)}`);
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(700);
  });
});

describe('an answer that passes by itself', () => {
  it.each([
    ['throttling by its status', { status: 429, body: '{"message":"Rate exceeded"}' }, 'IAMRA417'],
    [
      'throttling by its type',
      { status: 400, errorType: 'ThrottlingException', body: '{}' },
      'IAMRA417',
    ],
    ['a failure of the service', { status: 503, body: 'oops' }, 'IAMRA418'],
    ['a timeout of the service', { status: 408, body: '' }, 'IAMRA418'],
    ['a page of some proxy', { status: 403, body: '<html>Blocked</html>' }, 'IAMRA404'],
    ['a redirect', { status: 302, body: '' }, 'IAMRA404'],
    ['a success without credentials', { status: 201, body: '{"credentialSet":[]}' }, 'IAMRA404'],
    ['a success that is no JSON', { status: 200, body: 'hello' }, 'IAMRA404'],
  ])('%s is tried again soon', (_, answer: SessionAnswer, code) => {
    const failure = failureOf(answer);
    expect(failure.error.code).toBe(code);
    expect(failure.retry).toBe('soon');
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['too long a time', '86400', 300_000],
    ['the past', 'Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['nonsense', 'soon', undefined],
  ])('is tried again when the service wants it: %s', (_, retryAfter, milliseconds) => {
    const failure = failureOf({ status: 429, retryAfter, body: '{}' });
    expect(failure.retryAfterMilliseconds).toBe(milliseconds);
  });
});

describe('a session', () => {
  it('is read with all that the agent serves', () => {
    const body = JSON.stringify({
      credentialSet: [
        {
          assumedRoleUser: { arn: 'arn:aws:sts::123456789012:assumed-role/web/1' },
          credentials: {
            accessKeyId: 'ASIA1',
            secretAccessKey: 'secret',
            sessionToken: 'token',
            expiration: '2026-11-21T13:00:00Z',
          },
        },
      ],
    });
    expect(readSessionAnswer({ status: 201, body }, session)).toEqual({
      kind: 'issued',
      credentials: {
        accessKeyId: 'ASIA1',
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: new Date('2026-11-21T13:00:00Z'),
        assumedRoleArn: 'arn:aws:sts::123456789012:assumed-role/web/1',
      },
    });
  });
});
