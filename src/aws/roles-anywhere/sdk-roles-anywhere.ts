import { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { type AwsConnection, clientSettings } from '../client-settings.ts';
import type { RolesAnywhere } from '../roles-anywhere.ts';
import { profileCalls } from './profiles.ts';
import { revocationListCalls } from './revocation-lists.ts';
import { sender } from './send.ts';
import { subjectCalls } from './subjects.ts';
import { tagCalls } from './tags.ts';
import { trustAnchorCalls } from './trust-anchors.ts';

/** Roles Anywhere by the AWS SDK; what its release lacks goes over the same client. */
export function sdkRolesAnywhere(connection: AwsConnection): RolesAnywhere {
  const client = new RolesAnywhereClient(clientSettings(connection, 'ROLESANYWHERE'));
  const send = sender(client);
  return {
    ...trustAnchorCalls(client, send),
    ...profileCalls(client, send),
    ...revocationListCalls(client),
    ...subjectCalls(client),
    ...tagCalls(client),
  };
}
