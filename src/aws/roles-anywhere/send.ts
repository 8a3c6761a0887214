import type { RolesAnywhereClient } from '@aws-sdk/client-rolesanywhere';
import { callAws } from '../aws-error.ts';
import { type RawCall, sendRaw } from '../send-raw.ts';

/** Sends what the SDK doesn't know or knows in part; answers the JSON. */
export type Send = (operation: string, call: RawCall) => Promise<Record<string, unknown>>;

/** @throws {IamraError} 2xx, as its calls do */
export function sender(client: RolesAnywhereClient): Send {
  return (operation, call) =>
    callAws(operation, async () => (await sendRaw(client, call)) as Record<string, unknown>);
}
