import type { DistinguishedName } from '../../pki/distinguished-name.ts';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** What tells a CA that a rotation makes from those before it; it goes into the subject as OU. */
export function generationAt(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** When a rotation made the CA of that subject; undefined for one from elsewhere. */
export function generationOf(subject: DistinguishedName): Date | undefined {
  const found = subject.find(({ type, value }) => type === 'OU' && form.test(value));
  return found === undefined ? undefined : new Date(found.value);
}
