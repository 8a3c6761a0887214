/** The basic ISO 8601 form of `X-Amz-Date`: YYYYMMDDTHHMMSSZ. */
export function formatTimestamp(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** RFC 3339 to the second, as EC2 writes it: some clients parse no fractions. */
export function formatWholeSeconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

const pattern = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** Reads `X-Amz-Date`; gives undefined for a text of another form. */
export function parseTimestamp(text: string): Date | undefined {
  if (!pattern.test(text)) return undefined;
  const moment = new Date(text.replace(pattern, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
