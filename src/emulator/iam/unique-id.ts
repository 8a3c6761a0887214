import { createHash, randomUUID } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const length = 17;

/** A unique ID as IAM gives it: another one each time, or always the same one for the same seed. */
export function uniqueId(prefix: 'AROA' | 'ANPA', seed: string = randomUUID()): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, length);
  const letters = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length));
  return `${prefix}${letters.join('')}`;
}
