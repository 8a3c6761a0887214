import { IamraError } from '../errors/iamra-error.ts';

// AWS takes signatures within five minutes; beyond four, a correction is safer than none.
const tolerated = 4 * 60_000;

/**
 * How far the service's clock is ahead of ours in milliseconds, by its `Date` header; 0 while the
 * difference does no harm, undefined where the header says nothing.
 */
export function clockSkew(dateHeader: string | undefined, now: Date): number | undefined {
  const skew = differenceOf(dateHeader, now);
  return skew === undefined || Math.abs(skew) > tolerated ? skew : 0;
}

/**
 * By how much in milliseconds a session ends earlier by our clock than the service says. A clock that is a
 * little ahead only ends it early; one that is behind, by however little, would go on after its end.
 */
export function expirySkew(dateHeader: string | undefined, now: Date): number | undefined {
  const skew = differenceOf(dateHeader, now);
  return skew !== undefined && skew > 0 ? skew : clockSkew(dateHeader, now);
}

function differenceOf(dateHeader: string | undefined, now: Date): number | undefined {
  const difference = Date.parse(dateHeader ?? '') - now.getTime();
  return Number.isNaN(difference) ? undefined : difference;
}

/** `32 minutes behind AWS's`: how the local clock stands for a skew. */
export function describeSkew(skewMilliseconds: number): string {
  const minutes = Math.round(Math.abs(skewMilliseconds) / 60_000);
  return `${minutes} minutes ${skewMilliseconds > 0 ? 'behind' : 'ahead of'} AWS's`;
}

/** What to say of a clock that is wrong and corrected for; undefined for one that is right. */
export function skewProblem(skewMilliseconds: number): IamraError | undefined {
  if (skewMilliseconds === 0) return undefined;
  const sentence = `The clock here is ${describeSkew(skewMilliseconds)}; requests are dated by AWS's clock.`;
  return new IamraError('IAMRA410', sentence);
}
