import {
  CreateTrustAnchorCommand,
  DeleteTrustAnchorCommand,
  EnableTrustAnchorCommand,
  type RolesAnywhereClient,
  UpdateTrustAnchorCommand,
} from '@aws-sdk/client-rolesanywhere';
import { callAws } from '../aws-error.ts';
import type { TrustAnchors } from '../roles-anywhere.ts';
import { listAll } from './list-all.ts';
import { parseTrustAnchor } from './parse-trust-anchor.ts';
import type { Send } from './send.ts';
import { tagList } from './tag-list.ts';
import { unlessMissing } from './unless-missing.ts';

/** The calls about trust anchors. */
export function trustAnchorCalls(client: RolesAnywhereClient, send: Send): TrustAnchors {
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
        const input = { name, source: bundle(certificates), enabled: true, tags: tagList(tags) };
        const answer = await client.send(new CreateTrustAnchorCommand(input));
        return parseTrustAnchor(answer.trustAnchor);
      }),
    updateTrustAnchor: (trustAnchorId, { name, certificates }) =>
      callAws('UpdateTrustAnchor', async () => {
        const source = certificates === undefined ? {} : { source: bundle(certificates) };
        await client.send(new UpdateTrustAnchorCommand({ trustAnchorId, name, ...source }));
      }),
    enableTrustAnchor: (trustAnchorId) =>
      callAws('EnableTrustAnchor', async () => {
        await client.send(new EnableTrustAnchorCommand({ trustAnchorId }));
      }),
    putNotificationSettings: async (trustAnchorId, notificationSettings) => {
      const body = { trustAnchorId, notificationSettings };
      const path = '/put-notifications-settings';
      await send('PutNotificationSettings', { method: 'PATCH', path, body });
    },
    deleteTrustAnchor: (trustAnchorId) =>
      callAws('DeleteTrustAnchor', async () => {
        await client.send(new DeleteTrustAnchorCommand({ trustAnchorId }));
      }),
  };
}

function bundle(certificates: string): {
  sourceType: string;
  sourceData: { x509CertificateData: string };
} {
  return {
    sourceType: 'CERTIFICATE_BUNDLE',
    sourceData: { x509CertificateData: certificates },
  };
}
