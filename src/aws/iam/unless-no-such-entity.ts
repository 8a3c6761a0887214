/** What a call answers; undefined where IAM says that there is no such thing. */
export async function unlessNoSuchEntity<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return undefined;
    throw error;
  }
}
