/** An hour, as long as a session lasts: what is older has been asked for again since. */
const lastingMilliseconds = 3_600_000;

const line = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) Error generating credentials: (.+)$/gm;

/**
 * Why AWS's signing helper last got no session, by its log; undefined where it has not said so of late.
 * Its moments are those of its container, which are UTC.
 */
export function lastTroubleOf(log: string, now: Date): string | undefined {
  const [, year, month, day, time, words] = [...log.matchAll(line)].at(-1) ?? [];
  if (words === undefined) return undefined;
  const moment = new Date(`${year}-${month}-${day}T${time}Z`);
  if (now.getTime() - moment.getTime() > lastingMilliseconds) return undefined;
  return `${moment.toISOString()}: ${words}`;
}
