import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey } from '../../src/core/pki/generate-key.ts';
import type { SignedRequest } from '../../src/core/session/create-session-request.ts';
import { makeCa, signingIdentity } from '../fixtures/certificates.ts';
import { denied, type SessionBench, startSessionBench } from '../fixtures/session-bench.ts';
import { send } from '../fixtures/session-world.ts';
import { withoutHeaders } from '../fixtures/signed-call.ts';

const minute = 60 * 1000;

const now = new Date();
let bench: SessionBench;

beforeAll(async () => {
  bench = await startSessionBench();
});

afterAll(async () => {
  await bench.emulator.close();
});

function changed(name: string, change: (value: string) => string): SignedRequest {
  const signed = bench.request();
  const value = change(signed.headers[name] ?? '');
  return { ...signed, headers: { ...signed.headers, [name]: value } };
}

function without(name: string): SignedRequest {
  const signed = bench.request();
  return { ...signed, headers: withoutHeaders(signed.headers, name) };
}

function unsigned(): Record<string, string> {
  return withoutHeaders(bench.request().headers, 'authorization');
}

const invalid = { status: 400, errorType: 'ValidationException' };

describe('the signature', () => {
  it('is needed', async () => {
    expect(await send(without('authorization'))).toMatchObject(
      denied('Missing Authentication Token'),
    );
  });

  it.each<[string, () => SignedRequest, string]>([
    ['of another form', () => changed('authorization', () => 'Bearer x'), 'not of the form'],
    [
      'of SigV4',
      () =>
        changed('authorization', (text) =>
          text.replace('AWS4-X509-ECDSA-SHA256', 'AWS4-HMAC-SHA256'),
        ),
      "certificate's key did not sign",
    ],
    [
      'of an algorithm that the key is not for',
      () => changed('authorization', (text) => text.replace('ECDSA', 'RSA')),
      "certificate's key did not sign",
    ],
    [
      'with another signature',
      () =>
        changed('authorization', (text) =>
          text.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        ),
      "certificate's key did not sign",
    ],
    [
      'of another body',
      () => ({ ...bench.request(), body: '{"durationSeconds":901}' }),
      "certificate's key did not sign",
    ],
    [
      'of another URL',
      () => {
        const signed = bench.request();
        return { ...signed, url: new URL(`${signed.url.href}&x=1`) };
      },
      "certificate's key did not sign",
    ],
    [
      'with the serial number in hex',
      () => bench.signedAnew({ serialNumber: bench.identity.certificate.serialNumber }),
      'serial number',
    ],
    ['with another serial number', () => bench.signedAnew({ serialNumber: '1' }), 'serial number'],
    ['for another day', () => bench.signedAnew({ day: '20200101' }), "scope's day"],
    ['for a region that is none', () => bench.signedAnew({ region: 'moon' }), "scope's region"],
    [
      'that does not cover the host',
      () => bench.signedAnew({ signedHeaders: ['x-amz-date', 'x-amz-x509'] }),
      'unsigned headers: host',
    ],
    [
      'that does not cover the certificate',
      () => bench.signedAnew({ signedHeaders: ['host', 'x-amz-date'] }),
      'unsigned headers: x-amz-x509',
    ],
    [
      'of a header that was not sent',
      () => {
        const signed = bench.signedAnew({ headers: { ...unsigned(), extra: 'a' } });
        return { ...signed, headers: withoutHeaders(signed.headers, 'extra') };
      },
      "certificate's key did not sign",
    ],
    ['without a date', () => without('x-amz-date'), "scope's day"],
    [
      'six minutes late',
      () => bench.request({}, { when: new Date(Date.now() - 6 * minute) }),
      's off the clock',
    ],
    [
      'six minutes early',
      () => bench.request({}, { when: new Date(Date.now() + 6 * minute) }),
      's off the clock',
    ],
    [
      'by the key of another certificate',
      () => bench.request({}, { by: { ...bench.identity, privateKey: generateKey().privateKey } }),
      "certificate's key did not sign",
    ],
  ])('is invalid %s', async (_, make, why) => {
    expect(await send(make())).toMatchObject(denied('Invalid signature'));
    expect(bench.explanation()).toContain(why);
  });

  it('covers the chain when there is one', async () => {
    const middle = await makeCa(now, { name: 'middle' });
    const headers = {
      ...unsigned(),
      'x-amz-x509-chain': signingIdentity(middle).certificate.raw.toString('base64'),
    };
    const signedHeaders = ['host', 'x-amz-date', 'x-amz-x509'];
    expect(await send(bench.signedAnew({ headers, signedHeaders }))).toMatchObject(
      denied('Invalid signature'),
    );
    expect(bench.explanation()).toBe('unsigned headers: x-amz-x509-chain');
  });

  it('may be almost five minutes off', async () => {
    for (const offset of [-4.5, 4.5]) {
      const when = new Date(Date.now() + offset * minute);
      expect((await send(bench.request({}, { when }))).status).toBe(201);
    }
  });
});

describe('the input', () => {
  it.each<[string, () => SignedRequest]>([
    ['a certificate that is none', () => changed('x-amz-x509', () => 'AAAA')],
    ['a certificate that is no base64', () => changed('x-amz-x509', (text) => `${text}!`)],
    ['no certificate', () => without('x-amz-x509')],
    ['899 seconds', () => bench.request({ durationSeconds: 899 })],
    ['43,201 seconds', () => bench.request({ durationSeconds: 43_201 })],
    ['a session name with a blank', () => bench.request({ sessionName: 'a b' })],
    ['a role that is no ARN', () => bench.request({ roleArn: 'web' })],
    ['a body that is no JSON', () => bench.signedAnew({ body: '{' })],
    ['a body that is no object', () => bench.signedAnew({ body: '[]' })],
    [
      'a profile in the body that is not the one in the URL',
      () => bench.signedAnew({ body: '{"profileArn":"arn:aws:x:::y"}' }),
    ],
    ['no ARNs', () => bench.signedAnew({ url: new URL('/sessions', bench.emulator.url) })],
  ])('may not have %s', async (_, make) => {
    expect(await send(make())).toMatchObject(invalid);
  });

  it('may not have a chain of six, or one that holds no certificates', async () => {
    const one = bench.identity.certificate.raw.toString('base64');
    for (const chain of [Array(6).fill(one).join(','), 'AAAA', '']) {
      const headers = { ...unsigned(), 'x-amz-x509-chain': chain };
      expect(await send(bench.signedAnew({ headers }))).toMatchObject(invalid);
    }
  });
});
