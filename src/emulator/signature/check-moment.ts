import { formatTimestamp, parseTimestamp } from '../../core/session/timestamp.ts';
import type { SignatureClaim } from './signature-claim.ts';

const toleranceMinutes = 5;
const maximumExpiresSeconds = 7 * 24 * 3600;

/** What is wrong with the time of a signature, in AWS's words; undefined where nothing is. */
export function momentProblem(claim: SignatureClaim, now: Date): string | undefined {
  const { timestamp, scope, expiresSeconds } = claim;
  const signedAt = parseTimestamp(timestamp);
  if (signedAt === undefined) {
    return `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`;
  }
  if (scope.day !== timestamp.slice(0, 8)) {
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.day}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`;
  }
  if (expiresSeconds !== undefined && !isLifetime(expiresSeconds)) {
    return `X-Amz-Expires must be a number of seconds from 1 to ${maximumExpiresSeconds}.`;
  }
  return tooLate(signedAt, expiresSeconds, now) ?? tooEarly(signedAt, now);
}

function isLifetime(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= maximumExpiresSeconds;
}

function tooLate(
  signedAt: Date,
  expiresSeconds: number | undefined,
  now: Date,
): string | undefined {
  if (expiresSeconds !== undefined) {
    const end = later(signedAt, expiresSeconds);
    if (now <= end) return undefined;
    return `Signature expired: ${formatTimestamp(end)} is now earlier than ${formatTimestamp(now)}`;
  }
  const earliest = later(now, -toleranceMinutes * 60);
  if (signedAt >= earliest) return undefined;
  return `Signature expired: ${formatTimestamp(signedAt)} is now earlier than ${formatTimestamp(earliest)} (${formatTimestamp(now)} - ${toleranceMinutes} min.)`;
}

function tooEarly(signedAt: Date, now: Date): string | undefined {
  const latest = later(now, toleranceMinutes * 60);
  if (signedAt <= latest) return undefined;
  return `Signature not yet current: ${formatTimestamp(signedAt)} is still later than ${formatTimestamp(latest)} (${formatTimestamp(now)} + ${toleranceMinutes} min.)`;
}

function later(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}
