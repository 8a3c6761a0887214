import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** What changed in a file, as `git apply` and `patch -p1` take it; empty where nothing did. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const path = file.replace(/^\/+/, '');
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
  });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}
