import { describe, expect, test } from 'vitest';
import type { EmulatorAccount } from '../../../../src/emulator/account.ts';
import type { EmulatorRequest } from '../../../../src/emulator/exchange.ts';
import { SignatureRefusal } from '../../../../src/emulator/signature/signature-refusal.ts';
import { verifySigV4 } from '../../../../src/emulator/signature/verify-sigv4.ts';
import { emptyState } from '../../../../src/emulator/state.ts';

// The requests, keys and signatures are those that AWS publishes with its description of SigV4.
const signedAt = new Date('2015-08-30T12:36:00Z');

const account: EmulatorAccount = {
  state: emptyState(),
  id: '123456789012',
  partition: 'aws',
  region: 'us-east-1',
  now: () => signedAt,
  issueSeconds: undefined,
  administrator: {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  },
};

function authorization(service: string, signedHeaders: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

const listUsers: EmulatorRequest = {
  method: 'GET',
  path: '/',
  query: [
    ['Action', 'ListUsers'],
    ['Version', '2010-05-08'],
  ],
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: authorization(
      'iam',
      'content-type;host;x-amz-date',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    ),
  },
  body: Buffer.alloc(0),
};

const postForm: EmulatorRequest = {
  method: 'POST',
  path: '/',
  query: [],
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization: authorization(
      'service',
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ),
  },
  body: Buffer.from('Param1=value1'),
};

const administrator = {
  kind: 'administrator',
  arn: 'arn:aws:iam::123456789012:user/administrator',
  userId: 'AIDAEMULATORADMINISTR',
};

const withHeaders = (headers: Record<string, string>): EmulatorRequest => ({
  ...listUsers,
  headers: { ...listUsers.headers, ...headers },
});

function withoutHeader(name: string): EmulatorRequest {
  const headers = Object.fromEntries(
    Object.entries(listUsers.headers).filter(([candidate]) => candidate !== name),
  );
  return { ...listUsers, headers };
}

/** The refusal of a request, which must be one. */
function refusal(request: EmulatorRequest, service = 'iam', now = signedAt): SignatureRefusal {
  try {
    verifySigV4(request, { ...account, now: () => now }, service);
  } catch (error) {
    if (error instanceof SignatureRefusal) return error;
    throw error;
  }
  throw new Error('the request was accepted');
}

const minutesLater = (minutes: number): Date => new Date(signedAt.getTime() + minutes * 60_000);

describe('a signature of AWS Signature Version 4', () => {
  test('is accepted where it is right', () => {
    expect(verifySigV4(listUsers, account, 'iam')).toEqual(administrator);
    expect(verifySigV4(postForm, account, 'service')).toEqual(administrator);
  });

  test.each([-5, 5])('is accepted by a clock that is %i minutes off', (minutes) => {
    const now = () => minutesLater(minutes);
    expect(verifySigV4(listUsers, { ...account, now }, 'iam')).toEqual(administrator);
  });

  const tampered: readonly [string, EmulatorRequest][] = [
    ['method', { ...listUsers, method: 'POST' }],
    ['path', { ...listUsers, path: '/x' }],
    ['query', { ...listUsers, query: [...listUsers.query, ['MaxItems', '1']] }],
    ['body', { ...listUsers, body: Buffer.from('x') }],
    ['signed header', withHeaders({ host: 'sts.amazonaws.com' })],
    [
      'signature',
      withHeaders({
        authorization: authorization('iam', 'content-type;host;x-amz-date', '0'.repeat(64)),
      }),
    ],
  ];
  test.each(tampered)('is refused over another %s', (_, request) => {
    expect(refusal(request)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      status: 403,
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    });
  });

  test('is refused when it is more than five minutes old', () => {
    expect(refusal(listUsers, 'iam', minutesLater(6))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message:
        'Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T124200Z - 5 min.)',
    });
  });

  test('is refused when it comes from the future', () => {
    expect(refusal(listUsers, 'iam', minutesLater(-6))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message:
        'Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T123000Z + 5 min.)',
    });
  });

  test('is refused for another service', () => {
    expect(refusal(listUsers, 'sts').message).toBe(
      "Credential should be scoped to correct service: 'sts'.",
    );
  });

  const unscoped = (credential: string): EmulatorRequest =>
    withHeaders({
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=00`,
    });

  test('is refused where its scope is another day', () => {
    expect(refusal(unscoped('AKIDEXAMPLE/20150829/us-east-1/iam/aws4_request')).message).toMatch(
      /Date in Credential scope does not match .*: '20150829' != '20150830'/,
    );
  });

  test('is refused where its scope ends otherwise', () => {
    expect(refusal(unscoped('AKIDEXAMPLE/20150830/us-east-1/iam/aws5_request')).message).toBe(
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    );
  });

  test.each(['host', 'x-amz-date'])('is refused where it does not cover %s', (name) => {
    const rest = ['content-type', 'host', 'x-amz-date'].filter((header) => header !== name);
    const request = withHeaders({ authorization: authorization('iam', rest.join(';'), '00') });
    expect(refusal(request).message).toBe(
      `'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
  });

  test('is refused where a session token is not covered', () => {
    expect(refusal(withHeaders({ 'x-amz-security-token': 'x' })).message).toMatch(
      /'x-amz-security-token' must be a 'SignedHeader'/,
    );
  });

  test('does not leave the body unsigned', () => {
    const request = withHeaders({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
    expect(refusal(request).code).toBe('SignatureDoesNotMatch');
  });
});

describe('a request that says too little', () => {
  test.each([
    ['iam', 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
    ['sts', 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
    ['rolesanywhere', 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  ])('of who sent it to %s is refused', (service, code, message) => {
    expect(refusal(withoutHeader('authorization'), service)).toMatchObject({
      code,
      message,
      status: 403,
    });
  });

  test.each([
    [
      'of another algorithm',
      { authorization: 'Bearer x' },
      /Unsupported AWS 'algorithm': 'Bearer'/,
    ],
    [
      'without a signature',
      { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host' },
      /^Authorization header requires 'Signature' parameter\.$/,
    ],
    [
      'without anything',
      { authorization: 'AWS4-HMAC-SHA256 x' },
      /'Credential' parameter\. .*'SignedHeaders' parameter\. .*'Signature' parameter\./,
    ],
    [
      'with a scope cut short',
      {
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830, SignedHeaders=host, Signature=00',
      },
      /Credential must have exactly 5 slash-delimited elements/,
    ],
  ])('in a header %s is refused', (_, headers, message) => {
    const found = refusal(withHeaders(headers));
    expect(found).toMatchObject({ code: 'IncompleteSignature', status: 400 });
    expect(found.message).toMatch(message);
  });

  test('of when it was signed is refused', () => {
    expect(refusal(withoutHeader('x-amz-date')).message).toMatch(/either a 'X-Amz-Date' or/);
    expect(refusal(withHeaders({ 'x-amz-date': 'today' })).message).toMatch(
      /Date must be in ISO-8601 'basic format'\. Got 'today'/,
    );
  });
});

describe('a key that nobody has', () => {
  test.each([
    ['iam', 'InvalidClientTokenId'],
    ['rolesanywhere', 'UnrecognizedClientException'],
  ])('is refused by %s with %s', (service, code) => {
    const header = authorization(service, 'host;x-amz-date', '00').replace(
      'AKIDEXAMPLE',
      'AKIDOTHER',
    );
    expect(refusal(withHeaders({ authorization: header }), service)).toMatchObject({
      code,
      status: 403,
      message: 'The security token included in the request is invalid.',
    });
  });

  test('is that of the administrator with a session token', () => {
    const header = authorization('iam', 'host;x-amz-date;x-amz-security-token', '00');
    const request = withHeaders({ authorization: header, 'x-amz-security-token': 'x' });
    expect(refusal(request).code).toBe('InvalidClientTokenId');
  });
});
