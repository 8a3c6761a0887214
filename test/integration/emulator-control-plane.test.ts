import {
  CreateProfileCommand,
  DeleteCrlCommand,
  DisableCrlCommand,
  EnableCrlCommand,
  GetCrlCommand,
  GetSubjectCommand,
  GetTrustAnchorCommand,
  ImportCrlCommand,
  ListCrlsCommand,
  ListSubjectsCommand,
  ListTagsForResourceCommand,
  ListTrustAnchorsCommand,
  ResourceNotFoundException,
  type RolesAnywhereClient,
  TagResourceCommand,
  TooManyTagsException,
  UntagResourceCommand,
  UpdateCrlCommand,
  ValidationException,
} from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { makeCertificate, makeRevocationList } from '../fixtures/certificates.ts';
import { ca, createTrustAnchor } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { signedCall } from '../fixtures/signed-call.ts';

const now = new Date();
const missingId = '00000000-0000-4000-8000-000000000000';

let emulator: RunningEmulator;
let client: RolesAnywhereClient;

beforeEach(async () => {
  emulator = await startEmulator();
  client = rolesAnywhereClient(emulator);
});

afterEach(async () => {
  client.destroy();
  await emulator.close();
});

describe('CRLs', () => {
  async function importCrl(trustAnchorArn: string) {
    const leaf = await makeCertificate(now, { issuer: ca });
    const crlData = Buffer.from(await makeRevocationList(now, ca, leaf));
    const command = new ImportCrlCommand({ name: 'list', crlData, trustAnchorArn, enabled: true });
    return { crlData, crl: (await client.send(command)).crl };
  }

  it('are imported, listed, updated, enabled, disabled and deleted', async () => {
    const { arn } = await createTrustAnchor(client);
    const { crl, crlData } = await importCrl(arn);
    expect(crl).toMatchObject({ name: 'list', enabled: true, trustAnchorArn: arn });
    const crlId = crl?.crlId;
    await client.send(new UpdateCrlCommand({ crlId, name: 'renamed' }));
    await client.send(new DisableCrlCommand({ crlId }));
    const shown = await client.send(new GetCrlCommand({ crlId }));
    expect(shown.crl).toMatchObject({ name: 'renamed', enabled: false });
    expect(Buffer.from(shown.crl?.crlData ?? [])).toEqual(crlData);
    await client.send(new EnableCrlCommand({ crlId }));
    const { crls } = await client.send(new ListCrlsCommand({}));
    expect(crls).toMatchObject([{ crlId, enabled: true }]);
    await client.send(new DeleteCrlCommand({ crlId }));
    expect((await client.send(new ListCrlsCommand({}))).crls).toEqual([]);
  });

  it('are two for a trust anchor, of one that exists, and lists indeed', async () => {
    const { arn } = await createTrustAnchor(client);
    await importCrl(arn);
    await importCrl(arn);
    await expect(importCrl(arn)).rejects.toThrow('A trust anchor has at most 2 CRLs');
    const missing = importCrl(arn.replace(/.{36}$/, missingId));
    await expect(missing).rejects.toBeInstanceOf(ValidationException);
    const other = await createTrustAnchor(client);
    const crlData = Buffer.from(ca.certificatePem);
    const input = { name: 'x', crlData, trustAnchorArn: other.arn };
    await expect(client.send(new ImportCrlCommand(input))).rejects.toThrow('revocation list');
  });
});

describe('tags', () => {
  it('are set when a resource is made, added, replaced and taken away', async () => {
    const command = new CreateProfileCommand({
      name: 'tagged',
      roleArns: [],
      tags: [{ key: 'iamra:cluster', value: 'demo' }],
    });
    const resourceArn = (await client.send(command)).profile?.profileArn;
    const tags = [
      { key: 'team', value: 'web' },
      { key: 'iamra:cluster', value: 'other' },
    ];
    await client.send(new TagResourceCommand({ resourceArn, tags }));
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
    const listed = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(listed.tags).toEqual([{ key: 'iamra:cluster', value: 'other' }]);
  });

  it('are 200 at most', async () => {
    const { arn: resourceArn } = await createTrustAnchor(client);
    const tagsOf = (prefix: string, length: number) =>
      Array.from({ length }, (_, index) => ({ key: `${prefix}${index}`, value: '' }));
    await client.send(new TagResourceCommand({ resourceArn, tags: tagsOf('a', 200) }));
    const more = client.send(new TagResourceCommand({ resourceArn, tags: tagsOf('b', 1) }));
    await expect(more).rejects.toBeInstanceOf(TooManyTagsException);
  });
});

describe('every operation', () => {
  it('finds nothing of another region', async () => {
    const { id } = await createTrustAnchor(client);
    const elsewhere = rolesAnywhereClient(emulator, { region: 'us-east-1' });
    const { trustAnchors } = await elsewhere.send(new ListTrustAnchorsCommand({}));
    expect(trustAnchors).toEqual([]);
    const get = elsewhere.send(new GetTrustAnchorCommand({ trustAnchorId: id }));
    await expect(get).rejects.toBeInstanceOf(ResourceNotFoundException);
    const command = new CreateProfileCommand({ name: 'p', roleArns: [] });
    const { profile } = await elsewhere.send(command);
    expect(profile?.profileArn).toContain(':us-east-1:');
  });

  it('answers 404 for ids that are none of ours and 400 for those that are no ids', async () => {
    for (const kind of ['trustanchor', 'profile', 'crl', 'subject']) {
      const missing = await signedCall(emulator, { method: 'GET', path: `/${kind}/${missingId}` });
      expect(missing).toMatchObject({ status: 404, errorType: 'ResourceNotFoundException' });
      const bad = await signedCall(emulator, { method: 'GET', path: `/${kind}/x` });
      expect(bad).toMatchObject({ status: 400, errorType: 'ValidationException' });
    }
    const tags = client.send(new ListTagsForResourceCommand({ resourceArn: 'arn:aws:x:::y' }));
    await expect(tags).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('answers 400 to a body that is no JSON, and 404 to a path that is none', async () => {
    const unknown = await signedCall(emulator, { method: 'GET', path: '/nothing' });
    expect(unknown).toMatchObject({ status: 404, errorType: 'UnknownOperationException' });
    const empty = await signedCall(emulator, { method: 'POST', path: '/profiles', body: 'text' });
    expect(empty).toMatchObject({ status: 400, errorType: 'ValidationException' });
  });

  it('refuses wrong keys, unknown keys and unsigned calls', async () => {
    const { administrator } = emulator.account;
    const forged = { ...administrator, secretAccessKey: 'wrong' };
    const path = '/profiles';
    const wrong = await signedCall(emulator, { method: 'GET', path, credentials: forged });
    expect(wrong).toMatchObject({ status: 403, errorType: 'InvalidSignatureException' });
    const foreign = { accessKeyId: 'AKIAFOREIGN', secretAccessKey: 'x' };
    const unknown = await signedCall(emulator, { method: 'GET', path, credentials: foreign });
    expect(unknown).toMatchObject({ status: 403, errorType: 'UnrecognizedClientException' });
    const unsigned = await fetch(`${emulator.url}${path}`);
    expect(unsigned.status).toBe(403);
  });

  it('shows no subjects before the first session', async () => {
    expect((await client.send(new ListSubjectsCommand({}))).subjects).toEqual([]);
    const get = client.send(new GetSubjectCommand({ subjectId: missingId }));
    await expect(get).rejects.toBeInstanceOf(ResourceNotFoundException);
  });
});
