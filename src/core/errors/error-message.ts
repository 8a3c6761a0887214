/** The message of anything that was thrown; never empty. */
export function errorMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(errorMessage).join('; ');
  }
  return thrown.message === '' ? thrown.name : thrown.message;
}
