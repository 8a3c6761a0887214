// At most 0.6: of an hour, 24 minutes are left when the refresh starts, so retries still keep 15.
const earliest = 0.5;
const jitter = 0.1;
const shortestMilliseconds = 250;

const minute = 60_000;
// AWS issues none for less than 15 minutes; some of that has passed on the way.
const shortestOfAws = 14 * minute;
// botocore uses what it gets from instance metadata for up to ten minutes, however soon that ends.
const leftForClients = 11 * minute;

/**
 * How long a fresh session is used before the next one is asked for, in milliseconds: a share of its
 * lifetime, spread so that pods that started together do not refresh together.
 * @param random from 0 to 1
 * @see https://github.com/boto/botocore/blob/develop/botocore/utils.py InstanceMetadataFetcher._evaluate_expiration
 */
export function refreshDelay(lifetimeMilliseconds: number, random: number): number {
  const share = lifetimeMilliseconds * (earliest + jitter * random);
  return Math.max(shortestMilliseconds, Math.min(share, longest(lifetimeMilliseconds, random)));
}

function longest(lifetimeMilliseconds: number, random: number): number {
  if (lifetimeMilliseconds < shortestOfAws) return Infinity;
  return (lifetimeMilliseconds - leftForClients) * (1 - 2 * jitter * random);
}
