import type { Readable } from 'node:stream';
import { ApiError, type Status } from './api-error.ts';
import type { KubeObject } from './kube-object.ts';

/** One line of a watch; of a bookmark only the resource version counts. */
export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/**
 * Reads a watch, one JSON object a line.
 * @throws {ApiError} for an event of type ERROR: 410 where the resource version is too old
 */
export async function* readWatchEvents<T extends KubeObject>(
  body: Readable,
): AsyncGenerator<WatchEvent<T>, void, void> {
  body.setEncoding('utf8');
  let rest = '';
  for await (const chunk of body as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield parseEvent<T>(line);
  }
}

function parseEvent<T>(line: string): WatchEvent<T> {
  const event = JSON.parse(line) as WatchEvent<T> | { type: 'ERROR'; object: Status };
  if (event.type === 'ERROR') throw new ApiError(event.object.code ?? 500, event.object);
  return event;
}
