const answerSeconds = 10;

/** The header `Date` of whatever a server answers; undefined where it doesn't. */
export async function readDateHeader(url: string): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(answerSeconds * 1000);
    const { headers } = await fetch(url, { method: 'HEAD', signal });
    return headers.get('date') ?? undefined;
  } catch {
    return undefined;
  }
}
