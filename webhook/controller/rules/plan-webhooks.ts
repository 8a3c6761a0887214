import { isDeepStrictEqual } from 'node:util';

/** An entry of a MutatingWebhookConfiguration, as far as it is looked at. */
export interface WebhookEntry {
  readonly name: string;
  readonly clientConfig: {
    /** Of cainjector. */
    readonly caBundle?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export function isWebhookEntry(value: unknown): value is WebhookEntry {
  const { name, clientConfig } = (value ?? {}) as Partial<WebhookEntry>;
  return typeof name === 'string' && typeof clientConfig === 'object';
}

/**
 * The entries that a configuration should have; undefined where it has them. Those of others stay,
 * and so does the CA bundle of ours.
 */
export function planWebhooks(
  present: readonly WebhookEntry[],
  wanted: WebhookEntry,
  isNeeded: boolean,
): readonly WebhookEntry[] | undefined {
  const index = present.findIndex(({ name }) => name === wanted.name);
  const found = present[index];
  if (!isNeeded) return found === undefined ? undefined : present.toSpliced(index, 1);
  if (found === undefined) return [...present, wanted];
  const { caBundle } = found.clientConfig;
  const clientConfig = { ...wanted.clientConfig, ...(caBundle === undefined ? {} : { caBundle }) };
  const mended = { ...wanted, clientConfig };
  return isDeepStrictEqual(found, mended) ? undefined : present.with(index, mended);
}

/** Says whether API servers ask the webhook: our entry is there, with a CA to trust. */
export function isAsked(present: readonly WebhookEntry[], { name }: WebhookEntry): boolean {
  const found = present.find((entry) => entry.name === name);
  return (found?.clientConfig.caBundle ?? '') !== '';
}
