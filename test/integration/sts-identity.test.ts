import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { type AssumedRole, assumeRole } from '../fixtures/assume-role.ts';
import { refusalOf } from '../fixtures/aws-refusal.ts';
import { iamClient, stsClient } from '../fixtures/emulator-clients.ts';
import { presignUrl } from '../fixtures/presign-url.ts';
import { makeRole, trustPolicyText } from '../fixtures/roles.ts';
import type { Credentials } from '../fixtures/signed-call.ts';

const minute = 60_000;
let clockAhead = 0;
let emulator: RunningEmulator;
let assumed: AssumedRole;

beforeAll(async () => {
  const now = () => new Date(Date.now() + clockAhead);
  emulator = await startEmulator({ now, issueSeconds: 60 });
  const AssumeRolePolicyDocument = trustPolicyText({ Principal: { AWS: '123456789012' } });
  const { Arn } = await makeRole(emulator, 'web', { AssumeRolePolicyDocument });
  assumed = await assumeRole(emulator, { RoleArn: Arn, RoleSessionName: 'pod-1' });
});

afterAll(async () => {
  await emulator.close();
});

/** Runs a check while the emulator's clock is ahead. */
async function withClockAhead(milliseconds: number, check: () => Promise<void>): Promise<void> {
  clockAhead = milliseconds;
  try {
    await check();
  } finally {
    clockAhead = 0;
  }
}

const whoAmI = (credentials: Credentials, options: object = {}) =>
  stsClient(emulator, { credentials, ...options }).send(new GetCallerIdentityCommand());

describe('STS tells a caller who he is', () => {
  it('to the administrator', async () => {
    expect(await whoAmI(emulator.account.administrator)).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/administrator',
      UserId: expect.stringMatching(/^AIDA[A-Z]{17}$/) as string,
    });
  });

  it('to a session that was issued', async () => {
    expect(await whoAmI(assumed.credentials)).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/web/pod-1',
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:pod-1$/) as string,
    });
  });

  it('to whoever signs for another region', async () => {
    expect(await whoAmI(assumed.credentials, { region: 'us-west-2' })).toBeDefined();
  });

  it('to a client whose clock was wrong and that learnt it from the first answer', async () => {
    await withClockAhead(20 * minute, async () => {
      const { administrator } = emulator.account;
      const refusal = await refusalOf(whoAmI(administrator));
      expect(refusal).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
      expect(refusal.message).toMatch(
        /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$/,
      );
      expect(await whoAmI(administrator, { maxAttempts: 2 })).toBeDefined();
    });
  });
});

describe('STS refuses', () => {
  const invalidToken = {
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    status: 403,
  };
  const wrongSignature = {
    name: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    status: 403,
  };

  it('a key that it never issued', async () => {
    const foreign = { ...assumed.credentials, accessKeyId: 'ASIAFOREIGNFOREIGN22' };
    expect(await refusalOf(whoAmI(foreign))).toEqual(invalidToken);
  });

  it('a session without its token, or with that of another', async () => {
    const { accessKeyId, secretAccessKey } = assumed.credentials;
    expect(await refusalOf(whoAmI({ accessKeyId, secretAccessKey }))).toEqual(invalidToken);
    const other = { ...assumed.credentials, sessionToken: 'other' };
    expect(await refusalOf(whoAmI(other))).toEqual(invalidToken);
  });

  it('a wrong secret, of a session and of the administrator', async () => {
    const wrong = { secretAccessKey: 'wrong' };
    expect(await refusalOf(whoAmI({ ...assumed.credentials, ...wrong }))).toEqual(wrongSignature);
    const { administrator } = emulator.account;
    expect(await refusalOf(whoAmI({ ...administrator, ...wrong }))).toEqual(wrongSignature);
  });

  it('a session that has expired', async () => {
    await withClockAhead(2 * minute, async () => {
      expect(await refusalOf(whoAmI(assumed.credentials))).toEqual({
        name: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        status: 403,
      });
    });
    expect(await whoAmI(assumed.credentials)).toBeDefined();
  });

  it('a caller who does not sign', async () => {
    const response = await fetch(emulator.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toMatch(
      /^<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code><Message>Request is missing Authentication Token<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
  });
});

describe('a presigned request', () => {
  const action = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const headers = { 'x-k8s-aws-id': 'home' };
  const presign = (credentials: Credentials, signedAt = new Date()) =>
    presignUrl(emulator.url, action, { credentials, signedAt, expiresSeconds: 60, headers });

  it('tells who signed it', async () => {
    const response = await fetch(presign(assumed.credentials), { headers });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<Arn>${assumed.user.Arn ?? ''}</Arn>`);
  });

  it('covers its headers', async () => {
    const url = presign(assumed.credentials);
    const response = await fetch(url, { headers: { 'x-k8s-aws-id': 'other' } });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('holds as long as it says', async () => {
    const url = presign(emulator.account.administrator, new Date(Date.now() - 2 * minute));
    const response = await fetch(url, { headers });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Message>Signature expired: ');
  });

  it('that lacks a part is refused', async () => {
    const url = presign(assumed.credentials);
    url.searchParams.delete('X-Amz-Expires');
    const response = await fetch(url, { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Code>IncompleteSignature</Code><Message>AWS query-string parameters must include &apos;X-Amz-Expires&apos;.</Message>',
    );
  });
});

describe('a session', () => {
  it('may not use IAM', async () => {
    const { credentials } = assumed;
    expect(
      await refusalOf(iamClient(emulator, { credentials }).send(new ListRolesCommand())),
    ).toEqual({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/web/pod-1 is not authorized to perform: iam:ListRoles on resource: * because no identity-based policy allows the iam:ListRoles action',
      status: 403,
    });
  });
});

describe('an operation that is not there', () => {
  it('is refused by name', async () => {
    const response = await fetch(
      presignUrl(
        emulator.url,
        { Action: 'constructor', Version: '2011-06-15' },
        { credentials: emulator.account.administrator, signedAt: new Date(), expiresSeconds: 60 },
      ),
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Code>InvalidAction</Code><Message>Could not find operation constructor for version 2011-06-15</Message>',
    );
  });
});
