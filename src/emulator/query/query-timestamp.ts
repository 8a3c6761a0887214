/** A moment as IAM and STS give it: ISO 8601, whole seconds. */
export function queryTimestamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
