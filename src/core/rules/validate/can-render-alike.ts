import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import { templatePattern } from '../template/render-templates.ts';

/**
 * Whether two paths with templates, which differ as they are written, can be one path for some pod. Names are never empty and have no
 * slash in them; of two different templates any two names are reckoned with.
 */
export function canRenderAlike(one: string, other: string): boolean {
  const [first, second] = withoutSharedEnds(partsOf(one), partsOf(other));
  if (first.length === 0 || second.length === 0) return false;
  if (countSlashes(first) !== countSlashes(second)) return false;
  return hasTemplateAt(0, first, second) && hasTemplateAt(-1, first, second);
}

/** A path as characters and whole templates. */
function partsOf(path: string): readonly string[] {
  // Split by a pattern with a group, every other text is what the group matched.
  const texts = withoutTrailingSlashes(path).split(templatePattern);
  return texts.flatMap((text, index) => (index % 2 === 1 ? [`{{${text}}}`] : text.split('')));
}

/** What is left of two paths without the parts that are the same from the start and from the end. */
function withoutSharedEnds(
  one: readonly string[],
  other: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

function countSlashes(parts: readonly string[]): number {
  return parts.filter((part) => part === '/').length;
}

/** Where both have a character there, it is not the same one. */
function hasTemplateAt(place: number, ...paths: ReadonlyArray<readonly string[]>): boolean {
  return paths.some((parts) => (parts.at(place)?.length ?? 0) > 1);
}
