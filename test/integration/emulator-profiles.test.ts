import {
  AccessDeniedException,
  CreateProfileCommand,
  DeleteProfileCommand,
  DisableProfileCommand,
  EnableProfileCommand,
  GetProfileCommand,
  ListProfilesCommand,
  paginateListProfiles,
  ResourceNotFoundException,
  type RolesAnywhereClient,
  UpdateProfileCommand,
  ValidationException,
} from '@aws-sdk/client-rolesanywhere';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { createProfile, roleArn } from '../fixtures/control-plane.ts';
import { rolesAnywhereClient } from '../fixtures/emulator-clients.ts';
import { signedCall } from '../fixtures/signed-call.ts';

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

describe('profiles', () => {
  it('are created disabled, for an hour, without attribute mappings or session names', async () => {
    const { id } = await createProfile(client);
    const { body } = await signedCall(emulator, { method: 'GET', path: `/profile/${id}` });
    expect(body['profile']).toMatchObject({
      profileId: id,
      profileArn: `arn:aws:rolesanywhere:eu-west-1:123456789012:profile/${id}`,
      name: 'profile',
      enabled: false,
      roleArns: [roleArn],
      durationSeconds: 3600,
      acceptRoleSessionName: false,
      attributeMappings: null,
    });
    expect(body['profile']).not.toHaveProperty('tags');
  });

  it('are enabled, disabled, updated and deleted', async () => {
    const { id } = await createProfile(client);
    const profileId = id;
    const enabled = await client.send(new EnableProfileCommand({ profileId }));
    expect(enabled.profile?.enabled).toBe(true);
    const disabled = await client.send(new DisableProfileCommand({ profileId }));
    expect(disabled.profile?.enabled).toBe(false);
    const update = { profileId, roleArns: [], durationSeconds: 900, sessionPolicy: '{}' };
    await client.send(new UpdateProfileCommand(update));
    const { profile } = await client.send(new GetProfileCommand({ profileId }));
    expect(profile).toMatchObject({ name: 'profile', roleArns: [], durationSeconds: 900 });
    await client.send(new DeleteProfileCommand({ profileId }));
    const gone = client.send(new GetProfileCommand({ profileId }));
    await expect(gone).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it.each([
    ['an empty name', { name: '' }],
    ['a name with other characters', { name: 'a/b' }],
    ['a name of 256 characters', { name: 'x'.repeat(256) }],
    ['899 seconds', { durationSeconds: 899 }],
    ['43,201 seconds', { durationSeconds: 43_201 }],
    ['251 roles', { roleArns: Array.from({ length: 251 }, () => roleArn) }],
    ['a role that is no ARN', { roleArns: ['web'] }],
    ['a session policy that is no policy', { sessionPolicy: 'allow' }],
    ['51 managed policies', { managedPolicyArns: Array.from({ length: 51 }, () => 'arn') }],
    ['a tag key with other characters', { tags: [{ key: 'a!', value: '' }] }],
  ])('refuse %s', async (_, change) => {
    const command = new CreateProfileCommand({ name: 'x', roleArns: [roleArn], ...change });
    await expect(client.send(command)).rejects.toBeInstanceOf(ValidationException);
  });

  it('take 250 roles, and are 250 at most', async () => {
    const roleArns = Array.from({ length: 250 }, (_, index) => `${roleArn}${index}`);
    await client.send(new CreateProfileCommand({ name: 'many', roleArns }));
    await Promise.all(
      Array.from({ length: 249 }, (_, index) => createProfile(client, `p${index}`)),
    );
    await expect(createProfile(client)).rejects.toBeInstanceOf(AccessDeniedException);
  });

  it('take session names when they are told to', async () => {
    const { id } = await createProfile(client);
    const { body } = await signedCall(emulator, {
      method: 'PATCH',
      path: `/profile/${id}`,
      body: { acceptRoleSessionName: true },
    });
    expect(body['profile']).toMatchObject({ acceptRoleSessionName: true, roleArns: [roleArn] });
  });

  it('have attribute mappings that are put and deleted by field and specifier', async () => {
    const { id } = await createProfile(client);
    const path = `/profiles/${id}/mappings`;
    const put = (certificateField: string, ...specifiers: string[]) =>
      signedCall(emulator, {
        method: 'PUT',
        path,
        body: { certificateField, mappingRules: specifiers.map((specifier) => ({ specifier })) },
      });
    await put('x509Subject', 'CN', 'OU');
    await put('x509SAN', 'URI', 'Name/');
    const replaced = await put('x509Subject', 'CN');
    expect(replaced.body['profile']).toMatchObject({
      attributeMappings: [
        {
          certificateField: 'x509SAN',
          mappingRules: [{ specifier: 'URI' }, { specifier: 'Name/*' }],
        },
        { certificateField: 'x509Subject', mappingRules: [{ specifier: 'CN' }] },
      ],
    });
    const remove = (...query: [string, string][]) =>
      signedCall(emulator, { method: 'DELETE', path, query });
    await remove(['certificateField', 'x509SAN'], ['specifiers', 'Name/*']);
    const removed = await remove(['certificateField', 'x509Subject']);
    expect(removed.body['profile']).toMatchObject({
      attributeMappings: [{ certificateField: 'x509SAN', mappingRules: [{ specifier: 'URI' }] }],
    });
    expect(await remove(['certificateField', 'x509Issuer'])).toMatchObject({
      status: 404,
      errorType: 'ResourceNotFoundException',
    });
    expect(await put('x509SAN', '*')).toMatchObject({
      status: 400,
      errorType: 'ValidationException',
    });
    expect(await put('x509Other', 'CN')).toMatchObject({ status: 400 });
  });

  it('are listed page by page, also when one is deleted on the way', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await createProfile(client, name);
    const seen: string[] = [];
    for await (const page of paginateListProfiles({ client, pageSize: 2 }, {})) {
      seen.push(...(page.profiles ?? []).map((profile) => profile.name ?? ''));
    }
    expect(seen.toSorted()).toEqual(names);

    const first = await client.send(new ListProfilesCommand({ pageSize: 2 }));
    const { profileId } = first.profiles?.[1] ?? {};
    await client.send(new DeleteProfileCommand({ profileId }));
    const next = await client.send(new ListProfilesCommand({ nextToken: first.nextToken ?? '' }));
    expect(next.profiles?.map((profile) => profile.name)).toEqual(seen.slice(2));
    expect(next.nextToken).toBeUndefined();
  });

  it.each([{ pageSize: 0 }, { pageSize: 1001 }, { nextToken: 'made-up' }])(
    'refuse to be listed by %j',
    async (input) => {
      const list = client.send(new ListProfilesCommand(input));
      await expect(list).rejects.toBeInstanceOf(ValidationException);
    },
  );
});
