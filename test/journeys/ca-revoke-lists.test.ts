import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DisableCrlCommand,
  ImportCrlCommand,
  ListCrlsCommand,
  ListTagsForResourceCommand,
  UpdateTrustAnchorCommand,
} from '@aws-sdk/client-rolesanywhere';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/core/pki/certificate-facts.ts';
import { privateKeyPem } from '../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { issueRevocationList } from '../../src/core/pki/issue-revocation-list.ts';
import { parseRevocationList } from '../../src/core/pki/revocation-list.ts';
import { KeyUsageFlags } from '../../src/core/pki/x509.ts';
import {
  type RevocationStage,
  revocationStage,
  serialOf,
  untrusted,
} from '../cli/support/revocation-stage.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../fixtures/certificates.ts';
import { sourceOf } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';

const withKey = ['--ca-key-file', 'ca.key', '--yes'];
const now = new Date();

interface Held {
  readonly name: string | undefined;
  readonly arn: string | undefined;
  readonly revoked: readonly string[];
  readonly enabled: boolean | undefined;
}

async function held({ aws }: RevocationStage): Promise<Held[]> {
  const { crls = [] } = await rolesAnywhereClient(aws.emulator).send(new ListCrlsCommand({}));
  return crls.map(({ name, crlArn, crlData, enabled }) => {
    const list = parseRevocationList(Buffer.from(crlData ?? []).toString());
    return { name, arn: crlArn, enabled, revoked: [...(list?.revoked ?? [])] };
  });
}

async function importList(
  { aws, config }: RevocationStage,
  pem: string,
  name = 'theirs',
): Promise<string | undefined> {
  const input = { name, crlData: Buffer.from(pem), enabled: true };
  const { crl } = await rolesAnywhereClient(aws.emulator).send(
    new ImportCrlCommand({ ...input, trustAnchorArn: config.trustAnchor?.arn }),
  );
  return crl?.crlId;
}

async function setAnchor(
  { aws, config }: RevocationStage,
  ...cas: readonly IssuedCertificate[]
): Promise<void> {
  const trustAnchorId = config.trustAnchor?.arn?.split('/').at(-1);
  const source = sourceOf(cas.map(({ certificatePem }) => certificatePem).join(''));
  const command = new UpdateTrustAnchorCommand({ trustAnchorId, source });
  await rolesAnywhereClient(aws.emulator).send(command);
}

async function writeCa(
  { directory }: RevocationStage,
  name: string,
  { certificatePem, keys }: IssuedCertificate,
): Promise<void> {
  await writeFile(join(directory, name), certificatePem + privateKeyPem(keys.privateKey));
}

const plain = (leaf: IssuedCertificate): string => serialOf(leaf).replaceAll(':', '');

describe('a revocation list that somebody else has imported', () => {
  it('is kept with its entries, its name and its tags, where the CA has signed it', async () => {
    const stage = await revocationStage();
    const [theirs, ours] = [await stage.issue(), await stage.issue()];
    await importList(stage, await makeRevocationList(now, stage.ca, theirs));
    const { stderr, exitCode } = await stage.run(
      ...['ca', 'revoke', '--serial', serialOf(ours)],
      ...withKey,
    );
    expect(stderr).toContain('~ update revocation list theirs');
    expect(stderr).toContain('imported by somebody else: its entries, its name and its tags stay');
    expect(exitCode, stderr).toBe(0);
    const [list] = await held(stage);
    expect(list).toMatchObject({ name: 'theirs', revoked: [plain(theirs), plain(ours)] });
    const tags = new ListTagsForResourceCommand({ resourceArn: list?.arn });
    expect((await rolesAnywhereClient(stage.aws.emulator).send(tags)).tags).toEqual([]);
    await stage.run('ca', 'unrevoke', '--all', ...withKey);
    expect((await held(stage))[0]?.revoked).toHaveLength(2);
  });

  it('is enabled where it is disabled, and the plan says that all of it counts then', async () => {
    const stage = await revocationStage();
    const leaf = await stage.issue();
    const crlId = await importList(stage, await makeRevocationList(now, stage.ca, leaf));
    await rolesAnywhereClient(stage.aws.emulator).send(new DisableCrlCommand({ crlId }));
    expect(await stage.ask(leaf)).toBe('session');
    const { stderr } = await stage.run('ca', 'revoke', '--serial', serialOf(leaf), ...withKey);
    expect(stderr).toContain('enabled: false → true, with all 1 entries');
    expect(stderr).not.toContain('number');
    expect(await stage.ask(leaf)).toBe(untrusted);
  });

  it('takes a place of two: with both taken by lists of no CA of the anchor, nothing is written', async () => {
    const stage = await revocationStage();
    const past = await makeCa(now, { name: 'past' });
    await setAnchor(stage, stage.ca, past);
    await importList(stage, await makeRevocationList(now, past, past), 'one');
    await importList(stage, await makeRevocationList(now, past, past), 'two');
    await setAnchor(stage, stage.ca);
    const written = await stage.writesOf(async () => {
      const { stderr, exitCode } = await stage.run(
        ...['ca', 'revoke', '--serial', '0a0b'],
        ...withKey,
      );
      expect(stderr).toMatch(/Error IAMRA267[^]*aws rolesanywhere delete-crl --crl-id/);
      expect(exitCode).toBe(4);
    });
    expect(written).toEqual([]);
  });
});

describe('during a rotation of the CA', () => {
  it('each CA has its own list, by its own key, and the list of a CA that has left goes', async () => {
    const stage = await revocationStage();
    const next = await makeCa(now, { name: 'next' });
    await setAnchor(stage, stage.ca, next);
    await writeCa(stage, 'ca.key.next', next);
    const [old, fresh] = [await stage.issue(), await stage.issue(next)];
    for (const leaf of [old, fresh]) expect(await stage.ask(leaf)).toBe('session');
    const revoke = ['ca', 'revoke', '--service-account', 'default/web', ...withKey];
    const { exitCode, stderr } = await stage.run(...revoke);
    expect(exitCode, stderr).toBe(0);
    const lists = await held(stage);
    expect(lists.map(({ revoked }) => revoked)).toEqual([[plain(old)], [plain(fresh)]]);
    expect(new Set(lists.map(({ name }) => name)).size).toBe(2);
    for (const leaf of [old, fresh]) expect(await stage.ask(leaf)).toBe(untrusted);

    await setAnchor(stage, next);
    await writeCa(stage, 'ca.key', next);
    const later = await stage.issue(next);
    const { stderr: cleaned } = await stage.run(
      ...['ca', 'revoke', '--serial', serialOf(later)],
      ...withKey,
    );
    expect(cleaned).toMatch(/- delete revocation list iamra-home-\w+\n\s+its CA has left/);
    expect((await held(stage)).map(({ revoked }) => revoked)).toEqual([
      [plain(fresh), plain(later)],
    ]);
  });

  it('a serial number alone goes on both lists, and is refused without both keys', async () => {
    const stage = await revocationStage();
    const next = await makeCa(now, { name: 'next' });
    await setAnchor(stage, stage.ca, next);
    const leaf = await stage.issue(next);
    const revoke = ['ca', 'revoke', '--serial', serialOf(leaf), ...withKey];
    const written = await stage.writesOf(async () => {
      const { stderr, exitCode } = await stage.run(...revoke);
      expect(stderr).toContain('Error IAMRA209 The key of CA CN=iamra workload CA next,O=next');
      expect(exitCode).toBe(3);
    });
    expect(written).toEqual([]);
    await writeCa(stage, 'ca.key.next', next);
    expect((await stage.run(...revoke)).exitCode).toBe(0);
    expect((await held(stage)).map(({ revoked }) => revoked)).toEqual([
      [plain(leaf)],
      [plain(leaf)],
    ]);
    expect(await stage.ask(leaf)).toBe(untrusted);
  });
});

describe('nothing is written to AWS', () => {
  const refused = async (
    stage: RevocationStage,
    words: readonly string[],
  ): Promise<{ stderr: string; exitCode: number | null }> => {
    let ended = { stderr: '', exitCode: null as number | null };
    const written = await stage.writesOf(async () => {
      ended = await stage.run('ca', 'revoke', ...words);
    });
    expect(written).toEqual([]);
    return ended;
  };

  it('where the CA may not sign revocation lists', async () => {
    const stage = await revocationStage();
    const ca = await makeCertificate(now, { ca: {}, keyUsages: KeyUsageFlags.keyCertSign });
    await setAnchor(stage, ca);
    await writeCa(stage, 'ca.key', ca);
    const { stderr, exitCode } = await refused(stage, ['--serial', '0a0b', ...withKey]);
    expect(stderr).toContain(
      'Error IAMRA265 CA CN=web,O=test of the trust anchor may not sign revocation lists: its key usage lacks cRLSign.',
    );
    expect(exitCode).toBe(4);
  });

  it('without the key of the CA', async () => {
    const stage = await revocationStage();
    const { stderr, exitCode } = await refused(stage, ['--serial', '0a0b', '--yes']);
    expect(stderr).toMatch(/Error IAMRA209[^]*--ca-key-file FILE/);
    expect(exitCode).toBe(3);
  });

  it('where the list would be longer than AWS takes', async () => {
    const stage = await revocationStage();
    const nextUpdate = readCertificate(stage.ca.certificatePem).notAfter;
    const listOf = (count: number): Promise<string> =>
      issueRevocationList({
        ...{ ca: stage.ca, number: 1n, thisUpdate: now, nextUpdate },
        entries: Array.from({ length: count }, (_, index) => ({
          serialNumber: `7f${index.toString(16).padStart(30, '0')}`,
          revokedAt: now,
          extensions: [],
        })),
      });
    const charactersPerEntry = ((await listOf(2000)).length - (await listOf(1000)).length) / 1000;
    await importList(stage, await listOf(Math.floor(299_000 / charactersPerEntry)));
    const more = Array.from({ length: 60 }, (_, index) => ['--serial', `0x7fff${index + 10}`]);
    const { stderr, exitCode } = await refused(stage, [...more.flat(), ...withKey]);
    expect(stderr).toMatch(/Error IAMRA269[^]*AWS takes 300000/);
    expect(exitCode).toBe(4);
  });

  it.each([
    [['--serial', 'web'], '“web” is not a serial number.'],
    [['--service-account', 'web'], '“web” is not a ServiceAccount.'],
    [[], 'No certificate is named.'],
  ])('for %j', async (words, message) => {
    const stage = await revocationStage();
    const { stderr, exitCode } = await refused(stage, [...words, ...withKey]);
    expect(stderr).toContain(`Error IAMRA901 ${message}`);
    expect(exitCode).toBe(2);
  });

  it('for the serial number of the CA itself', async () => {
    const stage = await revocationStage();
    const { stderr } = await refused(stage, ['--serial', serialOf(stage.ca), ...withKey]);
    expect(stderr).toContain('itself.');
    expect(stderr).toContain('iamra ca rotate');
  });
});
