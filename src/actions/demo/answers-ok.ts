/** True where a GET is answered with 200; undefined where it is not, so that it can be waited for. */
export async function answersOk(url: string): Promise<true | undefined> {
  try {
    return (await fetch(url)).ok ? true : undefined;
  } catch {
    return undefined;
  }
}
