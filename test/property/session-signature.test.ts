import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authorization, parseAuthorization } from '../../src/core/session/authorization.ts';
import type { SignableRequest } from '../../src/core/session/canonical-request.ts';
import { createSessionRequest } from '../../src/core/session/create-session-request.ts';
import type { SigningIdentity } from '../../src/core/session/signing-identity.ts';
import { verifySignature } from '../../src/core/session/verify-signature.ts';
import { makeCa, makeCertificate, signingIdentity } from '../fixtures/certificates.ts';

const moment = new Date('2026-06-01T12:00:00Z');
const root = await makeCa(moment, { name: 'root', pathLength: 1 });
const middle = await makeCa(moment, { name: 'middle', issuer: root });
const identities = await Promise.all(
  (['ec-p256', 'ec-p384', 'rsa-2048'] as const).map(async (keyKind) =>
    signingIdentity(await makeCertificate(moment, { issuer: middle, keyKind }), middle),
  ),
);

interface Signed {
  readonly request: SignableRequest;
  readonly authorization: Authorization;
  readonly identity: SigningIdentity;
}

const anyText = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());

const anySigned: fc.Arbitrary<Signed> = fc
  .record({
    identity: fc.constantFrom(...identities),
    region: fc.constantFrom('eu-west-1', 'us-gov-east-1', 'ap-southeast-5'),
    trustAnchorArn: anyText,
    profileArn: anyText,
    roleArn: anyText,
    durationSeconds: fc.option(fc.integer({ min: 900, max: 43_200 }), { nil: undefined }),
    sessionName: fc.option(fc.stringMatching(/^[\w+=,.@-]{2,64}$/), { nil: undefined }),
    now: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  })
  .map(({ identity, now, ...input }) => {
    const signed = createSessionRequest(
      { endpoint: 'https://rolesanywhere.example.com', ...input },
      identity,
      now,
    );
    const authorization = parseAuthorization(signed.headers['authorization'] ?? '');
    if (authorization === undefined) throw new Error('unreadable');
    const query = [...new URLSearchParams(signed.url.search)];
    const { method, headers, body } = signed;
    return {
      identity,
      authorization,
      request: { method, path: '/sessions', query, headers, body },
    };
  });

function verifies({ request, authorization, identity }: Signed): boolean {
  return verifySignature(request, authorization, identity.certificate);
}

/** The text with one bit of its UTF-8 form turned over. */
function flip(text: string, position: number): string {
  const bytes = Buffer.from(text, 'latin1');
  const index = position % (bytes.length * 8);
  bytes[index >> 3] = (bytes[index >> 3] ?? 0) ^ (1 << (index & 7));
  return bytes.toString('latin1');
}

const anyPosition = fc.nat({ max: 1_000_000 });

describe('a signed CreateSession', () => {
  it('verifies, whatever is asked for', () => {
    fc.assert(fc.property(anySigned, (signed) => verifies(signed)));
  });

  it('fails with any bit of the body turned over', () => {
    fc.assert(
      fc.property(anySigned, anyPosition, (signed, position) => {
        const body = Buffer.from(flip(String(signed.request.body), position), 'latin1');
        expect(verifies({ ...signed, request: { ...signed.request, body } })).toBe(false);
      }),
    );
  });

  it('fails with any bit of the signature turned over', () => {
    fc.assert(
      fc.property(anySigned, anyPosition, (signed, position) => {
        const bytes = Buffer.from(signed.authorization.signature, 'hex').toString('latin1');
        const signature = Buffer.from(flip(bytes, position), 'latin1').toString('hex');
        const authorization = { ...signed.authorization, signature };
        expect(verifies({ ...signed, authorization })).toBe(false);
      }),
    );
  });

  it('fails with any bit of a signed header turned over', () => {
    fc.assert(
      fc.property(anySigned, anyPosition, anyPosition, (signed, which, position) => {
        const names = signed.authorization.signedHeaders;
        const name = names[which % names.length] ?? 'host';
        const value = signed.request.headers[name] ?? '';
        const headers = { ...signed.request.headers, [name]: flip(value, position) };
        // Blanks around a value and repeated ones mean nothing in a header.
        fc.pre(!/^\s|\s\s|\s$/.test(headers[name] ?? ''));
        expect(verifies({ ...signed, request: { ...signed.request, headers } })).toBe(false);
      }),
    );
  });

  it('fails with any change of the query', () => {
    fc.assert(
      fc.property(anySigned, fc.nat({ max: 2 }), anyText, (signed, index, value) => {
        fc.pre(signed.request.query[index]?.[1] !== value);
        const query = signed.request.query.map(
          ([name, old], position) => [name, position === index ? value : old] as const,
        );
        expect(verifies({ ...signed, request: { ...signed.request, query } })).toBe(false);
        const longer = [...signed.request.query, ['extra', value] as const];
        expect(verifies({ ...signed, request: { ...signed.request, query: longer } })).toBe(false);
      }),
    );
  });

  it('fails for another day, region, method or path', () => {
    fc.assert(
      fc.property(anySigned, (signed) => {
        const { authorization, request } = signed;
        const scopes = [
          { ...authorization.scope, day: '19991231' },
          { ...authorization.scope, region: 'eu-north-1' },
        ];
        for (const scope of scopes) {
          expect(verifies({ ...signed, authorization: { ...authorization, scope } })).toBe(false);
        }
        expect(verifies({ ...signed, request: { ...request, method: 'PUT' } })).toBe(false);
        expect(verifies({ ...signed, request: { ...request, path: '/session' } })).toBe(false);
      }),
    );
  });

  it("fails against another certificate's key", () => {
    fc.assert(
      fc.property(anySigned, fc.constantFrom(...identities), (signed, identity) => {
        fc.pre(signed.identity !== identity);
        expect(verifies({ ...signed, identity })).toBe(false);
      }),
    );
  });

  it('fails when a signed header is missing', () => {
    fc.assert(
      fc.property(anySigned, anyPosition, (signed, which) => {
        const names = signed.authorization.signedHeaders;
        const gone = names[which % names.length];
        const headers = Object.fromEntries(
          Object.entries(signed.request.headers).filter(([name]) => name !== gone),
        );
        expect(verifies({ ...signed, request: { ...signed.request, headers } })).toBe(false);
      }),
    );
  });
});
