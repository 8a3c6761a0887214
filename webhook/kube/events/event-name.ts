import { createHash } from 'node:crypto';
import type { InvolvedObject } from './cluster-event.ts';

const longestPrefix = 200;

/** A name that is the same for the same object and series, so that API servers keep one Event for them. */
export function eventName({ kind, name, uid = '' }: InvolvedObject, series: string): string {
  const hash = createHash('sha256').update([kind, uid, series].join('\0')).digest('hex');
  return [...labels(name), hash.slice(0, 16)].join('.');
}

/** Some objects have names that Events may not have, `system:web` for one. */
function labels(name: string): string[] {
  return name
    .toLowerCase()
    .slice(0, longestPrefix)
    .replaceAll(/[^a-z\d.]+/g, '-')
    .split('.')
    .map((label) => label.replaceAll(/^-|-$/g, ''))
    .filter((label) => label !== '');
}
