import { GetSubjectCommand, ListSubjectsCommand } from '@aws-sdk/client-rolesanywhere';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSessionRequest,
  type SessionInput,
} from '../../src/core/session/create-session-request.ts';
import { parseCreateSessionResponse } from '../../src/core/session/credentials.ts';
import type { SigningIdentity } from '../../src/core/session/signing-identity.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { makeCa, makeCertificate, signingIdentity } from '../fixtures/certificates.ts';
import { rolesAnywhereClient, stsClient } from '../fixtures/emulator-clients.ts';
import {
  makeSessionWorld,
  putMapping,
  type SessionWorld,
  send,
} from '../fixtures/session-world.ts';
import { signSessionRequest } from '../fixtures/sign-session-request.ts';
import { signedCall, withoutHeaders } from '../fixtures/signed-call.ts';

const now = new Date();
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.close();
});

const anyNumber: unknown = expect.any(Number);

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

function inputOf(world: SessionWorld): SessionInput {
  const { trustAnchorArn, profileArn, roleArn } = world;
  return { endpoint: world.emulator.url, region: 'eu-west-1', trustAnchorArn, profileArn, roleArn };
}

function ask(world: SessionWorld, identity: SigningIdentity, change: Partial<SessionInput> = {}) {
  return send(createSessionRequest({ ...inputOf(world), ...change }, identity, new Date()));
}

function expiryOf(text: string): number {
  return (parseCreateSessionResponse(text).expiration.getTime() - Date.now()) / 1000;
}

describe('CreateSession', () => {
  it.each(['ec-p256', 'ec-p384', 'rsa-2048'] as const)(
    'gives a session for a key of %s that STS knows',
    async (keyKind) => {
      const world = await makeSessionWorld(emulator);
      const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca, keyKind }));
      const answer = await ask(world, identity);
      expect(answer.status).toBe(201);
      const serialNumber = identity.certificate.serialNumber.toLowerCase();
      const role = world.roleArn.split('/').at(-1) ?? '';
      const arn = `arn:aws:sts::123456789012:assumed-role/${role}/${serialNumber}`;
      expect(answer.body).toMatchObject({
        credentialSet: [
          {
            assumedRoleUser: { arn, assumedRoleId: matching(/^AROA\w+:[0-9a-f]+$/) },
            credentials: {
              accessKeyId: matching(/^ASIA[A-Z2-7]{16}$/),
              expiration: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
            },
            packedPolicySize: anyNumber,
            roleArn: world.roleArn,
            sourceIdentity: 'CN=web',
          },
        ],
        subjectArn: matching(/^arn:aws:rolesanywhere:eu-west-1:\d{12}:subject\//),
      });
      const credentials = parseCreateSessionResponse(answer.text);
      const caller = await stsClient(emulator, { credentials }).send(
        new GetCallerIdentityCommand({}),
      );
      expect(caller).toMatchObject({ Arn: arn, Account: '123456789012' });
    },
  );

  it('gives a session that may not run the control plane', async () => {
    const world = await makeSessionWorld(emulator);
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    const credentials = parseCreateSessionResponse((await ask(world, identity)).text);
    const list = rolesAnywhereClient(emulator, { credentials }).send(new ListSubjectsCommand({}));
    await expect(list).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: matching(/^User: arn:\S+ is not authorized to perform: rolesanywhere:ListSubjects /),
    });
  });

  it('takes the ARNs from the body as well', async () => {
    const world = await makeSessionWorld(emulator);
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    const { trustAnchorArn, profileArn, roleArn } = world;
    const plain = createSessionRequest(inputOf(world), identity, new Date());
    const headers = withoutHeaders(plain.headers, 'authorization');
    const url = new URL('/sessions', emulator.url);
    const body = JSON.stringify({ trustAnchorArn, profileArn, roleArn, durationSeconds: 900 });
    const answer = await send(signSessionRequest({ url, headers, body }, identity));
    expect(answer.status).toBe(201);
    expect(expiryOf(answer.text)).toBeLessThanOrEqual(900);
  });

  it('signs and verifies any other header too', async () => {
    const world = await makeSessionWorld(emulator);
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    const plain = createSessionRequest(inputOf(world), identity, new Date());
    const signed = withoutHeaders(plain.headers, 'authorization');
    const headers = { ...signed, 'amz-sdk-request': 'attempt=1;  max=3', 'x-extra': ' a ' };
    const request = signSessionRequest({ url: plain.url, headers, body: plain.body }, identity);
    expect((await send(request)).status).toBe(201);
    const changed = { ...request, headers: { ...request.headers, 'x-extra': 'b' } };
    expect((await send(changed)).message).toBe('Invalid signature');
  });

  it('walks through intermediates to the anchor', async () => {
    const root = await makeCa(now, { name: 'root', pathLength: 2 });
    const upper = await makeCa(now, { name: 'upper', issuer: root, pathLength: 1 });
    const lower = await makeCa(now, { name: 'lower', issuer: upper });
    const world = await makeSessionWorld(emulator, { ca: root });
    const leaf = await makeCertificate(now, { issuer: lower });
    expect((await ask(world, signingIdentity(leaf, lower, upper))).status).toBe(201);
    expect((await ask(world, signingIdentity(leaf, lower))).message).toBe(
      'Untrusted signing certificate',
    );
  });

  it('lasts for the shorter of what profile and request say', async () => {
    const world = await makeSessionWorld(emulator, { durationSeconds: 1800 });
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    const lifetimes = await Promise.all(
      [undefined, 900, 43_200].map(async (durationSeconds) => {
        const { text } = await ask(world, identity, { durationSeconds });
        return Math.round(expiryOf(text) / 60);
      }),
    );
    expect(lifetimes).toEqual([30, 15, 30]);
  });

  it('has the name that the request gives, for a profile that takes names', async () => {
    const world = await makeSessionWorld(emulator);
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    const body = { acceptRoleSessionName: true };
    await signedCall(emulator, { method: 'PATCH', path: `/profile/${world.profileId}`, body });
    const { text } = await ask(world, identity, { sessionName: 'web-7d9f' });
    expect(parseCreateSessionResponse(text).assumedRoleArn).toMatch(/\/web-7d9f$/);
  });

  it('gives the tags and the source identity to the trust policy', async () => {
    const world = await makeSessionWorld(emulator, {
      conditions: {
        StringEquals: {
          'aws:PrincipalTag/x509SAN/URI': 'spiffe://test/ns/web/sa/web',
          'aws:PrincipalTag/x509Subject/CN': 'web',
          'aws:SourceAccount': '123456789012',
          'sts:SourceIdentity': 'CN=web',
        },
        StringLike: { 'sts:RoleSessionName': '*' },
        Null: { 'aws:PrincipalTag/x509Subject/O': 'true' },
      },
    });
    const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
    expect((await ask(world, identity)).status).toBe(201);
  });

  it('shows each subject with its latest certificate, and whether it failed', async () => {
    const world = await makeSessionWorld(emulator);
    const subject = [{ CN: ['seen'] }, { O: ['subjects'] }];
    const leaf = await makeCertificate(now, { issuer: world.ca, subject });
    const other = await makeCertificate(now, { issuer: world.ca, subject, names: [] });
    await ask(world, signingIdentity(leaf));
    await ask(world, signingIdentity(other));
    const client = rolesAnywhereClient(emulator);
    const { subjects } = await client.send(new ListSubjectsCommand({}));
    const found = subjects?.find(({ x509Subject }) => x509Subject === 'CN=seen,O=subjects');
    const shown = await client.send(new GetSubjectCommand({ subjectId: found?.subjectId }));
    expect(shown.subject?.credentials).toMatchObject([
      { failed: true, enabled: true, x509CertificateData: other.certificatePem },
      { failed: false, enabled: true, x509CertificateData: leaf.certificatePem },
    ]);
    expect(shown.subject?.lastSeenAt).toBeInstanceOf(Date);
  });

  it('expires after the seconds that the emulator was told, whatever was asked for', async () => {
    const short = await startEmulator({ issueSeconds: 5 });
    try {
      const world = await makeSessionWorld(short);
      const identity = signingIdentity(await makeCertificate(now, { issuer: world.ca }));
      const { text } = await ask(world, identity, { durationSeconds: 3600 });
      expect(expiryOf(text)).toBeLessThanOrEqual(5);
      expect((await ask(world, identity, { durationSeconds: 5 })).status).toBe(400);
    } finally {
      await short.close();
    }
  });

  it('goes by the clock of the emulator', async () => {
    const ahead = await startEmulator({ clockOffsetSeconds: 30 * 60 });
    try {
      const identity = signingIdentity(await makeCertificate(now));
      const arn = 'arn:aws:x:::y';
      const input = {
        endpoint: ahead.url,
        region: 'eu-west-1',
        trustAnchorArn: arn,
        profileArn: arn,
        roleArn: arn,
      };
      const late = await send(createSessionRequest(input, identity, new Date()));
      expect(late.message).toBe('Invalid signature');
      const moment = new Date(Date.now() + 30 * 60 * 1000);
      const timely = await send(createSessionRequest(input, identity, moment));
      expect(timely.message).toBe("Specified Trust Anchor wasn't found.");
    } finally {
      await ahead.close();
    }
  });

  it('drops tags that STS does not take', async () => {
    const world = await makeSessionWorld(emulator, {
      conditions: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'web (1)' } },
    });
    await putMapping(world, 'x509Subject', '*');
    const leaf = await makeCertificate(now, { issuer: world.ca, subject: [{ CN: ['web (1)'] }] });
    const answer = await ask(world, signingIdentity(leaf));
    expect(answer.message).toBe(`Unable to assume role for ${world.roleArn}`);
  });
});
