import {
  DeleteTrustAnchorCommand,
  DisableTrustAnchorCommand,
  EnableCrlCommand,
  ImportCrlCommand,
  ListSubjectsCommand,
} from '@aws-sdk/client-rolesanywhere';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyUsageFlags } from '../../src/core/pki/x509.ts';
import {
  type CertificateOptions,
  makeCa,
  makeCertificate,
  makeRevocationList,
  makeVersion1Leaf,
  makeWeakLeaf,
  signingIdentity,
} from '../fixtures/certificates.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { denied, type SessionBench, startSessionBench } from '../fixtures/session-bench.ts';
import { makeSessionWorld, type SessionAnswer, send } from '../fixtures/session-world.ts';

const minute = 60 * 1000;

const now = new Date();
let bench: SessionBench;

beforeAll(async () => {
  bench = await startSessionBench();
});

afterAll(async () => {
  await bench.emulator.close();
});

describe('the trust anchor', () => {
  const notFound = {
    status: 404,
    errorType: 'ResourceNotFoundException',
    message: "Specified Trust Anchor wasn't found.",
  };

  it('is found only where it is', async () => {
    const { trustAnchorArn } = bench.world;
    const other = trustAnchorArn.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await send(bench.request({ trustAnchorArn: other }))).toMatchObject(notFound);
    expect(await send(bench.request({ region: 'us-east-1' }))).toMatchObject(notFound);
    expect(bench.explanation()).toContain('is not in us-east-1');
  });

  it('is not found when it is disabled or deleted', async () => {
    const at = await makeSessionWorld(bench.emulator);
    const client = rolesAnywhereClient(bench.emulator);
    const { trustAnchorId } = at;
    await client.send(new DisableTrustAnchorCommand({ trustAnchorId }));
    expect(await send(bench.request({}, { at }))).toMatchObject(notFound);
    expect(bench.explanation()).toContain('is disabled');
    await client.send(new DeleteTrustAnchorCommand({ trustAnchorId }));
    expect(await send(bench.request({}, { at }))).toMatchObject(notFound);
  });
});

describe('the certificate', () => {
  const insufficient = denied('Untrusted certificate. Insufficient certificate');
  const untrusted = denied('Untrusted signing certificate');

  async function answerTo(options: Omit<CertificateOptions, 'issuer'>): Promise<SessionAnswer> {
    const leaf = await makeCertificate(now, { issuer: bench.world.ca, ...options });
    return send(bench.request({}, { by: signingIdentity(leaf) }));
  }

  it('is insufficient without the key usage digitalSignature', async () => {
    expect(await answerTo({ keyUsages: undefined })).toMatchObject(insufficient);
    expect(await answerTo({ keyUsages: KeyUsageFlags.keyEncipherment })).toMatchObject(
      insufficient,
    );
    expect(bench.explanation()).toContain('lacks the key usage digitalSignature');
  });

  it('is insufficient as a CA, of version 1, and on SHA-1', async () => {
    expect(await answerTo({ ca: {} })).toMatchObject(insufficient);
    const old = await makeVersion1Leaf(now, bench.world.ca);
    expect(await send(bench.request({}, { by: signingIdentity(old) }))).toMatchObject(insufficient);
    expect(bench.explanation()).toContain('is X.509 version 1');
    const weak = await makeWeakLeaf(now, bench.world.ca);
    expect(await send(bench.request({}, { by: signingIdentity(weak) }))).toMatchObject(
      insufficient,
    );
    expect(bench.explanation()).toContain('is signed with SHA-1');
  });

  it('needs a subject', async () => {
    expect(await answerTo({ subject: [] })).toMatchObject(denied('Access denied'));
    expect(bench.explanation()).toContain('empty subject');
  });

  it('is untrusted before and after its time', async () => {
    const hour = 60 * minute;
    const at = (offset: number) => new Date(now.getTime() + offset * hour);
    const past = { notBefore: at(-2), notAfter: at(-1) };
    expect(await answerTo({ validity: past })).toMatchObject(untrusted);
    expect(bench.explanation()).toContain('the certificate expired at');
    const future = { notBefore: at(1), notAfter: at(2) };
    expect(await answerTo({ validity: future })).toMatchObject(untrusted);
    expect(bench.explanation()).toContain('is not valid before');
  });

  it('is untrusted when a foreign CA issued it, also one of the same name', async () => {
    const foreign = await makeCa(now, { name: 'world-1' });
    const leaf = await makeCertificate(now, { issuer: foreign });
    expect(await send(bench.request({}, { by: signingIdentity(leaf) }))).toMatchObject(untrusted);
    const self = await makeCertificate(now);
    expect(await send(bench.request({}, { by: signingIdentity(self) }))).toMatchObject(untrusted);
  });

  it('is untrusted below an intermediate that goes beyond the path length', async () => {
    const middle = await makeCa(now, { name: 'middle', issuer: bench.world.ca });
    const leaf = await makeCertificate(now, { issuer: middle });
    expect(await send(bench.request({}, { by: signingIdentity(leaf, middle) }))).toMatchObject(
      untrusted,
    );
    expect(bench.explanation()).toContain('allows 0 CAs below it, not 1');
  });

  it('is untrusted with a foreign root in the chain, and not with the anchor itself', async () => {
    const send1 = (root: typeof bench.world.ca) => {
      const chain = [signingIdentity(root).certificate];
      return send(bench.request({}, { by: { ...bench.identity, chain } }));
    };
    expect(await send1(await makeCa(now, { name: 'foreign' }))).toMatchObject(untrusted);
    expect(bench.explanation()).toContain('foreign root');
    expect((await send1(bench.world.ca)).status).toBe(201);
  });

  it('is untrusted when an enabled list of the anchor revokes it', async () => {
    const at = await makeSessionWorld(bench.emulator);
    const revoked = await makeCertificate(now, { issuer: at.ca });
    const other = signingIdentity(await makeCertificate(now, { issuer: at.ca }));
    const by = signingIdentity(revoked);
    const client = rolesAnywhereClient(bench.emulator);
    const crlData = Buffer.from(await makeRevocationList(now, at.ca, revoked));
    const input = { name: 'list', crlData, trustAnchorArn: at.trustAnchorArn };
    const { crl } = await client.send(new ImportCrlCommand(input));
    expect((await send(bench.request({}, { at, by }))).status).toBe(201);
    await client.send(new EnableCrlCommand({ crlId: crl?.crlId }));
    expect(await send(bench.request({}, { at, by }))).toMatchObject(untrusted);
    expect(bench.explanation()).toContain('is revoked');
    expect((await send(bench.request({}, { at, by: other }))).status).toBe(201);
  });

  it('leaves no subject behind as long as it is not trusted', async () => {
    const stranger = await makeCertificate(now, { subject: [{ CN: ['stranger'] }] });
    await send(bench.request({}, { by: signingIdentity(stranger) }));
    const { subjects } = await rolesAnywhereClient(bench.emulator).send(
      new ListSubjectsCommand({}),
    );
    const names = subjects?.map(({ x509Subject }) => x509Subject);
    expect(names).not.toContain('CN=stranger');
  });
});
