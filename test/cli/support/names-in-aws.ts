import { ListProfilesCommand, ListTrustAnchorsCommand } from '@aws-sdk/client-rolesanywhere';
import type { RunningEmulator } from '../../../src/emulator/emulator-options.ts';
import { rolesAnywhereClient } from '../../fixtures/emulator-clients.ts';

/** What trust anchors and Roles Anywhere profiles the account has. */
export async function namesInAws(emulator: RunningEmulator): Promise<(string | undefined)[]> {
  const client = rolesAnywhereClient(emulator);
  const { trustAnchors = [] } = await client.send(new ListTrustAnchorsCommand({}));
  const { profiles = [] } = await client.send(new ListProfilesCommand({}));
  return [...trustAnchors, ...profiles].map(({ name }) => name);
}
