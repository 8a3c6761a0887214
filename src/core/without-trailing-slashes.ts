/** The path without the slashes that end it: `/a//` is `/a`, and `//` is `/`. */
export function withoutTrailingSlashes(path: string): string {
  // No pattern: those that end in `/+$` try again from each slash of the path.
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
