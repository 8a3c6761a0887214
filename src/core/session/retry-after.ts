const longestMilliseconds = 300_000;

/** What a `Retry-After` header asks for, in milliseconds, five minutes at most (RFC 9110 §10.2.3). */
export function retryAfterMilliseconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const wanted = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wanted) ? undefined : Math.min(Math.max(wanted, 0), longestMilliseconds);
}
