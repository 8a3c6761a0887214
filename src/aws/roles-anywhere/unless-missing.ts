/** What a call answers; undefined where AWS says that there is no such resource. */
export async function unlessMissing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const cause = (error as { cause?: { name?: unknown } }).cause;
    if (cause?.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
