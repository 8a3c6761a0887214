import {
  ImportCrlCommand,
  UpdateCrlCommand,
  UpdateTrustAnchorCommand,
} from '@aws-sdk/client-rolesanywhere';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import {
  Extension,
  KeyUsageFlags,
  X509Certificate,
  X509CrlGenerator,
} from '../../src/core/pki/x509.ts';
import {
  makeCa,
  makeCertificate,
  makeRevocationList,
  signingIdentity,
} from '../fixtures/certificates.ts';
import { sourceOf } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { denied, type SessionBench, startSessionBench } from '../fixtures/session-bench.ts';
import { makeSessionWorld, type SessionWorld, send } from '../fixtures/session-world.ts';

const now = new Date();
const hour = 60 * 60 * 1000;
const untrusted = denied('Untrusted signing certificate');
const unlisted = 'is not signed by a CA of the trust anchor';

let bench: SessionBench;

beforeAll(async () => {
  bench = await startSessionBench();
});

afterAll(async () => {
  await bench.emulator.close();
});

async function importList(
  { trustAnchorArn }: SessionWorld,
  pem: string,
): Promise<string | undefined> {
  const input = { name: 'list', crlData: Buffer.from(pem), trustAnchorArn, enabled: true };
  const { crl } = await rolesAnywhereClient(bench.emulator).send(new ImportCrlCommand(input));
  return crl?.crlId;
}

/** Puts a second CA into the anchor, as a rotation does. */
async function addCa({ ca, trustAnchorId }: SessionWorld, next: IssuedCertificate): Promise<void> {
  const source = sourceOf(ca.certificatePem + next.certificatePem);
  const command = new UpdateTrustAnchorCommand({ trustAnchorId, source });
  await rolesAnywhereClient(bench.emulator).send(command);
}

/** A list that tells of changes only (RFC 5280 §5.2.4). */
async function deltaList(ca: IssuedCertificate): Promise<string> {
  const list = await X509CrlGenerator.create({
    issuer: new X509Certificate(ca.certificatePem).subject,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + hour),
    signingKey: ca.keys.privateKey.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
    ]),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new Extension('2.5.29.27', true, Buffer.of(2, 1, 1))],
  });
  return list.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----');
}

describe('a revocation list', () => {
  it('is refused unless a CA of the trust anchor signed it, whatever its name', async () => {
    const at = await makeSessionWorld(bench.emulator, { ca: await makeCa(now, { name: 'one' }) });
    const impostor = await makeCa(now, { name: 'one' });
    await expect(importList(at, await makeRevocationList(now, impostor, impostor))).rejects.toThrow(
      unlisted,
    );
    const crlId = await importList(at, await makeRevocationList(now, at.ca, at.ca));
    const crlData = Buffer.from(await makeRevocationList(now, impostor, impostor));
    const update = new UpdateCrlCommand({ crlId, crlData });
    await expect(rolesAnywhereClient(bench.emulator).send(update)).rejects.toThrow(unlisted);
  });

  it('is refused of a CA whose key usage lacks cRLSign', async () => {
    const ca = await makeCertificate(now, { ca: {}, keyUsages: KeyUsageFlags.keyCertSign });
    const at = await makeSessionWorld(bench.emulator, { ca });
    await expect(importList(at, await makeRevocationList(now, ca, ca))).rejects.toThrow('cRLSign');
  });

  it('is refused before its time and after it', async () => {
    const at = await makeSessionWorld(bench.emulator);
    const before = { thisUpdate: new Date(now.getTime() + hour) };
    const early = importList(at, await makeRevocationList(now, at.ca, at.ca, before));
    await expect(early).rejects.toThrow('thisUpdate in the future');
    const after = { nextUpdate: new Date(now.getTime() - hour) };
    const late = importList(at, await makeRevocationList(now, at.ca, at.ca, after));
    await expect(late).rejects.toThrow('nextUpdate in the past');
  });

  it('is refused where it tells of changes only', async () => {
    const at = await makeSessionWorld(bench.emulator);
    await expect(importList(at, await deltaList(at.ca))).rejects.toThrow(
      'critical extension 2.5.29.27',
    );
  });

  it('is taken of each CA of a rotation, and revokes what that CA issued', async () => {
    const at = await makeSessionWorld(bench.emulator);
    const next = await makeCa(now, { name: 'next' });
    await addCa(at, next);
    const leaves = await Promise.all(
      [at.ca, next].map((issuer) => makeCertificate(now, { issuer })),
    );
    const [old = at.ca, fresh = next] = leaves;
    const ask = (leaf: IssuedCertificate): ReturnType<typeof send> =>
      send(bench.request({}, { at, by: signingIdentity(leaf) }));

    await importList(at, await makeRevocationList(now, at.ca, old));
    expect(await ask(old)).toMatchObject(untrusted);
    expect((await ask(fresh)).status).toBe(201);

    await importList(at, await makeRevocationList(now, next, fresh));
    expect(await ask(fresh)).toMatchObject(untrusted);
    expect(bench.explanation()).toContain('is revoked');
  });

  it('says nothing of what another CA of the same name issued', async () => {
    const at = await makeSessionWorld(bench.emulator, { ca: await makeCa(now, { name: 'twins' }) });
    const twin = await makeCa(now, { name: 'twins' });
    await addCa(at, twin);
    const leaf = await makeCertificate(now, { issuer: at.ca });
    await importList(at, await makeRevocationList(now, twin, leaf));
    const by = signingIdentity(leaf);
    expect((await send(bench.request({}, { at, by }))).status).toBe(201);
    await importList(at, await makeRevocationList(now, at.ca, leaf));
    expect(await send(bench.request({}, { at, by }))).toMatchObject(untrusted);
  });
});
