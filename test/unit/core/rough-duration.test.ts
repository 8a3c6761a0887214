import { expect, it } from 'vitest';
import { roughDuration } from '../../../src/core/rough-duration.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
  [0, '0s'],
  [-45_900, '45s'],
  [119_999, '119s'],
  [2 * minute, '2m'],
  [119 * minute, '119m'],
  [2 * hour, '2h'],
  [3 * hour + 20 * minute, '3h20m'],
  [8 * hour + 59 * minute, '8h'],
  [47 * hour, '47h'],
  [2 * day, '2d'],
  [3 * day + 5 * hour, '3d5h'],
  [400 * day, '400d'],
])('%d ms are %s', (milliseconds, text) => {
  expect(roughDuration(milliseconds)).toBe(text);
});
