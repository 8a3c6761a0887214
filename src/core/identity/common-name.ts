import { createHash } from 'node:crypto';
import type { ServiceAccountName } from './service-account.ts';

// AWS makes `CN=<name>` the source identity, which holds 64 characters.
const maximumLength = 61;
const keptLength = 50;
const hashLength = 10;

/** The certificate's common name: readable, not an authority; long names end in a hash. */
export function commonName(account: ServiceAccountName): string {
  const full = `${account.namespace}.${account.name}`;
  if (full.length <= maximumLength) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, hashLength);
  return `${full.slice(0, keptLength)}-${hash}`;
}
