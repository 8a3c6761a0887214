import { createHash } from 'node:crypto';

const length = 16;

/** Names what was injected, so that a later call can tell an outdated agent from one others changed. */
export function statusHash(...injected: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(injected)).digest('hex').slice(0, length);
}
