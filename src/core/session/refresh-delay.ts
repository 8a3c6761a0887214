// At most 0.6: of an hour, 24 minutes are left when the refresh starts, so retries still keep 15.
const earliest = 0.5;
const jitter = 0.1;
const shortestMilliseconds = 250;

/**
 * How long a fresh session is used before the next one is asked for, in milliseconds: a share of its
 * lifetime, spread so that pods that started together do not refresh together.
 * @param random from 0 to 1
 */
export function refreshDelay(lifetimeMilliseconds: number, random: number): number {
  return Math.max(shortestMilliseconds, lifetimeMilliseconds * (earliest + jitter * random));
}
