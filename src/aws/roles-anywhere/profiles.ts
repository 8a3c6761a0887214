import {
  DeleteProfileCommand,
  EnableProfileCommand,
  type RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import { callAws } from '../aws-error.ts';
import type { Profiles } from '../roles-anywhere.ts';
import { listAll } from './list-all.ts';
import { parseProfile } from './parse-profile.ts';
import type { Send } from './send.ts';
import { tagList } from './tag-list.ts';
import { unlessMissing } from './unless-missing.ts';

/** The calls about Roles Anywhere profiles. */
export function profileCalls(client: RolesAnywhereClient, send: Send): Profiles {
  return {
    listProfiles: () =>
      listAll(
        send,
        { operation: 'ListProfiles', path: '/profiles', key: 'profiles' },
        parseProfile,
      ),
    getProfile: (id) =>
      unlessMissing(async () => {
        const answer = await send('GetProfile', { method: 'GET', path: `/profile/${id}` });
        return parseProfile(answer['profile']);
      }),
    createProfile: async ({ tags, ...input }) => {
      const body = { ...input, enabled: true, tags: tagList(tags) };
      const answer = await send('CreateProfile', { method: 'POST', path: '/profiles', body });
      return parseProfile(answer['profile']);
    },
    updateProfile: async (id, body) => {
      await send('UpdateProfile', { method: 'PATCH', path: `/profile/${id}`, body });
    },
    enableProfile: (profileId) =>
      callAws('EnableProfile', async () => {
        await client.send(new EnableProfileCommand({ profileId }));
      }),
    putAttributeMapping: async (id, { certificateField, specifiers }) => {
      const mappingRules = specifiers.map((specifier) => ({ specifier }));
      const body = { certificateField, mappingRules };
      await send('PutAttributeMapping', { method: 'PUT', path: `/profiles/${id}/mappings`, body });
    },
    deleteAttributeMapping: async (id, { certificateField, specifiers }) => {
      const query = { certificateField, specifiers };
      const path = `/profiles/${id}/mappings`;
      await send('DeleteAttributeMapping', { method: 'DELETE', path, query });
    },
    deleteProfile: (profileId) =>
      callAws('DeleteProfile', async () => {
        await client.send(new DeleteProfileCommand({ profileId }));
      }),
  };
}
