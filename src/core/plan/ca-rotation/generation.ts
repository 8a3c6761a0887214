import type { DistinguishedName } from '../../pki/distinguished-name.ts';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** What tells a CA that a rotation makes from those before it; it goes into the subject as OU. */
export function generationAt(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** Whether a CA was made by a rotation. */
export function hasGeneration(subject: DistinguishedName): boolean {
  return subject.some(({ type, value }) => type === 'OU' && form.test(value));
}
