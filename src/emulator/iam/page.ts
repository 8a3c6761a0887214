import { validationError } from '../query/query-error.ts';
import type { QueryInput } from '../query/query-input.ts';
import type { XmlElements } from '../query/xml.ts';

const usualSize = 100;
const maximumSize = 1000;

/** One page of a list, and how IAM tells whether there is another. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly elements: XmlElements;
}

/**
 * The page that a call asks for. The marker holds the key of the last item, so that it stays good when
 * others come or go.
 * @throws {QueryError} for a marker that is none
 */
export function readPage<Item>(
  input: QueryInput,
  all: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const size = input.optionalInteger('MaxItems', 1, maximumSize) ?? usualSize;
  const after = readMarker(input);
  const rest = all
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => compare(one.key, other.key))
    .filter(({ key }) => after === undefined || compare(key, after) > 0);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    elements: { IsTruncated: more, Marker: more ? writeMarker(last.key) : undefined },
  };
}

const prefix = 'after:';

function writeMarker(key: string): string {
  return Buffer.from(`${prefix}${key}`).toString('base64url');
}

function readMarker(input: QueryInput): string | undefined {
  const marker = input.optionalText('Marker', { maximum: 4096 });
  if (marker === undefined) return undefined;
  const text = Buffer.from(marker, 'base64url').toString();
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  throw validationError(`Invalid Marker: ${marker}`);
}

function compare(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
