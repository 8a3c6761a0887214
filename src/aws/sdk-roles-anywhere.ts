import {
  CreateTrustAnchorCommand,
  EnableProfileCommand,
  EnableTrustAnchorCommand,
  ListTagsForResourceCommand,
  RolesAnywhereClient,
} from '@aws-sdk/client-rolesanywhere';
import type { Tags } from '../core/anywhere/tags.ts';
import { callAws } from './aws-error.ts';
import type { AwsSettings } from './aws-settings.ts';
import { clientSettings } from './client-settings.ts';
import type { RolesAnywhere } from './roles-anywhere.ts';
import { parseProfile, parseTrustAnchor } from './roles-anywhere-json.ts';
import { type RawCall, sendRaw } from './send-raw.ts';

type Send = (operation: string, call: RawCall) => Promise<Record<string, unknown>>;

/** Roles Anywhere by the AWS SDK; what its release lacks goes over the same client. */
export function sdkRolesAnywhere(settings: AwsSettings): RolesAnywhere {
  const client = new RolesAnywhereClient(clientSettings(settings, 'ROLESANYWHERE'));
  const send: Send = (operation, call) =>
    callAws(operation, async () => (await sendRaw(client, call)) as Record<string, unknown>);
  return {
    ...trustAnchorCalls(client, send),
    ...profileCalls(client, send),
    listTags: (resourceArn) =>
      callAws('ListTagsForResource', async () => {
        const answer = await client.send(new ListTagsForResourceCommand({ resourceArn }));
        return Object.fromEntries(
          (answer.tags ?? []).map(({ key, value }) => [key, value]),
        ) as Tags;
      }),
  };
}

type TrustAnchorCalls = Pick<
  RolesAnywhere,
  | 'listTrustAnchors'
  | 'getTrustAnchor'
  | 'createTrustAnchor'
  | 'enableTrustAnchor'
  | 'putNotificationSettings'
>;

function trustAnchorCalls(client: RolesAnywhereClient, send: Send): TrustAnchorCalls {
  return {
    listTrustAnchors: () =>
      listAll(
        send,
        { operation: 'ListTrustAnchors', path: '/trustanchors', key: 'trustAnchors' },
        parseTrustAnchor,
      ),
    getTrustAnchor: (id) =>
      unlessMissing(async () => {
        const answer = await send('GetTrustAnchor', { method: 'GET', path: `/trustanchor/${id}` });
        return parseTrustAnchor(answer['trustAnchor']);
      }),
    createTrustAnchor: ({ name, certificates, tags }) =>
      callAws('CreateTrustAnchor', async () => {
        const sourceData = { x509CertificateData: certificates };
        const source = { sourceType: 'CERTIFICATE_BUNDLE', sourceData };
        const input = { name, source, enabled: true, tags: tagList(tags) };
        const answer = await client.send(new CreateTrustAnchorCommand(input));
        return parseTrustAnchor(answer.trustAnchor);
      }),
    enableTrustAnchor: (trustAnchorId) =>
      callAws('EnableTrustAnchor', async () => {
        await client.send(new EnableTrustAnchorCommand({ trustAnchorId }));
      }),
    putNotificationSettings: async (trustAnchorId, notificationSettings) => {
      const body = { trustAnchorId, notificationSettings };
      await send('PutNotificationSettings', {
        method: 'PATCH',
        path: '/put-notifications-settings',
        body,
      });
    },
  };
}

type ProfileCalls = Omit<RolesAnywhere, keyof TrustAnchorCalls | 'listTags'>;

function profileCalls(client: RolesAnywhereClient, send: Send): ProfileCalls {
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
      const body = {
        certificateField,
        mappingRules: specifiers.map((specifier) => ({ specifier })),
      };
      await send('PutAttributeMapping', { method: 'PUT', path: `/profiles/${id}/mappings`, body });
    },
  };
}

async function listAll<T>(
  send: Send,
  list: { operation: string; path: string; key: string },
  parse: (json: unknown) => T,
): Promise<T[]> {
  const found: T[] = [];
  let query: Record<string, string> = {};
  for (;;) {
    const answer = await send(list.operation, { method: 'GET', path: list.path, query });
    const page = answer[list.key];
    if (Array.isArray(page)) found.push(...page.map(parse));
    const nextToken = answer['nextToken'];
    if (typeof nextToken !== 'string' || nextToken === '') return found;
    query = { nextToken };
  }
}

async function unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const cause = (error as { cause?: { name?: unknown } }).cause;
    if (cause?.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function tagList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
