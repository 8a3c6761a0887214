import { expect, it } from 'vitest';
import { parseDuration } from '../../../src/core/duration.ts';

it.each([
  ['90', 90_000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['5m0s', 300_000],
  ['1h30m', 5_400_000],
  ['0', 0],
  ['', undefined],
  ['5 m', undefined],
  ['-5m', undefined],
  ['soon', undefined],
])('“%s” lasts %s ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
