/** A JSON Pointer to a member below the prefix, its `~` and `/` escaped (RFC 6901). */
export function pointer(prefix: string, ...segments: ReadonlyArray<string | number>): string {
  return segments.reduce<string>((path, segment) => `${path}/${escape(segment)}`, prefix);
}

/** The members that a JSON Pointer passes. */
export function parsePointer(path: string): string[] {
  return path.split('/').slice(1).map(unescape);
}

function escape(segment: string | number): string | number {
  if (typeof segment === 'number') return segment;
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
