/** When drift detection looks: the pauses between looks, in milliseconds. */
export interface DriftPauses {
  readonly intervalMilliseconds: number;
  readonly jitterMilliseconds: number;
}

const longestFirst = 60_000;
const firstRetry = 60_000;

/** Before the first look: so long that clusters that are upgraded together do not ask AWS together. @param random from 0 to 1 */
export function firstPause({ jitterMilliseconds }: DriftPauses, random: number): number {
  return Math.min(jitterMilliseconds, longestFirst) * random;
}

/**
 * From the end of a look to the next one: the interval, after a failure less, and up to the jitter more.
 * @param failures how many looks failed in a row
 * @param random from 0 to 1
 */
export function nextPause(
  { intervalMilliseconds, jitterMilliseconds }: DriftPauses,
  failures: number,
  random: number,
): number {
  const retry = failures === 0 ? Infinity : firstRetry * 2 ** (failures - 1);
  const pause = Math.min(intervalMilliseconds, retry);
  return pause + Math.min(pause, jitterMilliseconds) * random;
}
