import {
  CreateTrustAnchorCommand,
  DeleteTrustAnchorCommand,
  DisableTrustAnchorCommand,
  EnableTrustAnchorCommand,
  GetTrustAnchorCommand,
  ListTrustAnchorsCommand,
  type RolesAnywhereClient,
  UpdateTrustAnchorCommand,
  ValidationException,
} from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { makeCa, makeCertificate } from '../fixtures/certificates.ts';
import { ca, createTrustAnchor, sourceOf } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { signedCall } from '../fixtures/signed-call.ts';

const now = new Date();
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

describe('trust anchors', () => {
  it('are created disabled, with both notifications 45 days before', async () => {
    const { id, arn } = await createTrustAnchor(client);
    const { status, body } = await signedCall(emulator, {
      method: 'GET',
      path: `/trustanchor/${id}`,
    });
    const setting = {
      enabled: true,
      threshold: 45,
      channel: 'ALL',
      configuredBy: 'rolesanywhere.amazonaws.com',
    };
    expect(status).toBe(200);
    expect(id).toMatch(uuid);
    expect(arn).toBe(`arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/${id}`);
    expect(body['trustAnchor']).toMatchObject({
      name: 'anchor',
      enabled: false,
      source: sourceOf(ca.certificatePem),
      notificationSettings: [
        { event: 'CA_CERTIFICATE_EXPIRY', ...setting },
        { event: 'END_ENTITY_CERTIFICATE_EXPIRY', ...setting },
      ],
    });
  });

  it('are enabled, disabled, updated, listed and deleted', async () => {
    const other = await makeCa(now, { name: 'other' });
    const { id } = await createTrustAnchor(client);
    const trustAnchorId = id;
    const enabled = await client.send(new EnableTrustAnchorCommand({ trustAnchorId }));
    expect(enabled.trustAnchor?.enabled).toBe(true);
    const disabled = await client.send(new DisableTrustAnchorCommand({ trustAnchorId }));
    expect(disabled.trustAnchor?.enabled).toBe(false);
    const bundle = `${ca.certificatePem}${other.certificatePem}`;
    const update = { trustAnchorId, name: 'renamed', source: sourceOf(bundle) };
    await client.send(new UpdateTrustAnchorCommand(update));
    const { trustAnchor } = await client.send(new GetTrustAnchorCommand({ trustAnchorId }));
    expect(trustAnchor).toMatchObject({ name: 'renamed', source: sourceOf(bundle) });
    expect(trustAnchor?.createdAt).toBeInstanceOf(Date);
    await client.send(new DeleteTrustAnchorCommand({ trustAnchorId }));
    const { trustAnchors } = await client.send(new ListTrustAnchorsCommand({}));
    expect(trustAnchors).toEqual([]);
  });

  it('refuse a certificate that is no CA in the words of AWS', async () => {
    const leaf = await makeCertificate(now);
    const command = new CreateTrustAnchorCommand({
      name: 'x',
      source: sourceOf(leaf.certificatePem),
    });
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Incorrect basic constraints for CA certificate',
    });
  });

  it('refuse three certificates, a bundle that is too long and one that is none', async () => {
    const cas = await Promise.all(['a', 'b', 'c'].map((name) => makeCa(now, { name })));
    const bundles = [
      cas.map(({ certificatePem }) => certificatePem).join(''),
      'x'.repeat(8001),
      'not a certificate',
    ];
    for (const bundle of bundles) {
      const command = new CreateTrustAnchorCommand({ name: 'x', source: sourceOf(bundle) });
      await expect(client.send(command)).rejects.toBeInstanceOf(ValidationException);
    }
    const { id } = await createTrustAnchor(client);
    const update = { trustAnchorId: id, source: sourceOf('not a certificate') };
    const command = new UpdateTrustAnchorCommand(update);
    await expect(client.send(command)).rejects.toBeInstanceOf(ValidationException);
  });

  it('need no name of their own', async () => {
    const first = await createTrustAnchor(client, 'same');
    const second = await createTrustAnchor(client, 'same');
    expect(first.id).not.toBe(second.id);
  });

  it('are 50 at most', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => createTrustAnchor(client, `a${index}`)),
    );
    await expect(createTrustAnchor(client)).rejects.toThrow('The limit of 50 for trust anchors');
  });

  it('have notification settings that are put and reset', async () => {
    const { id } = await createTrustAnchor(client);
    const event = 'END_ENTITY_CERTIFICATE_EXPIRY';
    const put = await signedCall(emulator, {
      method: 'PATCH',
      path: '/put-notifications-settings',
      body: { trustAnchorId: id, notificationSettings: [{ event, enabled: false }] },
    });
    expect(put.body['trustAnchor']).toMatchObject({
      notificationSettings: [
        { event: 'CA_CERTIFICATE_EXPIRY', enabled: true },
        { event, enabled: false, threshold: 45, configuredBy: '123456789012' },
      ],
    });
    const reset = await signedCall(emulator, {
      method: 'PATCH',
      path: '/reset-notifications-settings',
      body: { trustAnchorId: id, notificationSettingKeys: [{ event }] },
    });
    expect(reset.body['trustAnchor']).toMatchObject({
      notificationSettings: [{}, { event, enabled: true }],
    });
    const bad = await signedCall(emulator, {
      method: 'PATCH',
      path: '/put-notifications-settings',
      body: { trustAnchorId: id, notificationSettings: [{ event, enabled: true }] },
    });
    expect(bad).toMatchObject({ status: 400, errorType: 'ValidationException' });
  });
});
