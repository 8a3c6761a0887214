import type { Send } from './send.ts';

interface List {
  readonly operation: string;
  readonly path: string;
  /** Where the answer holds the items. */
  readonly key: string;
}

/** All pages of a list. */
export async function listAll<T>(
  send: Send,
  list: List,
  parse: (json: unknown) => T,
): Promise<T[]> {
  const found: T[] = [];
  let query: Record<string, string> = {};
  for (;;) {
    const answer = await send(list.operation, { method: 'GET', path: list.path, query });
    const page = answer[list.key];
    if (Array.isArray(page)) found.push(...page.map(parse));
    const nextToken = answer['nextToken'];
    if (typeof nextToken !== 'string' || nextToken === '') return found;
    query = { nextToken };
  }
}
