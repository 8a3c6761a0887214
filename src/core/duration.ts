const pattern = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/;

/** Milliseconds of `90`, `90s`, `5m` or `1h30m`; undefined for what is none of it. */
export function parseDuration(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null || text === '') return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part?: string) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
