import { withoutTrailingSlashes } from '../../without-trailing-slashes.ts';
import { hasTemplate, templatePattern } from '../template/render-templates.ts';

/** A path, ready to be held against many others. */
export interface PathParts {
  /** The path, with each template written in one way. */
  readonly text: string;
  /** Its characters and whole templates. */
  readonly parts: readonly string[];
  readonly hasTemplate: boolean;
  /** The same for each pod, since names are never empty and have no slash in them. */
  readonly slashes: number;
}

export function pathParts(path: string): PathParts {
  // Split by a pattern with a group, every other text is what the group matched.
  const texts = withoutTrailingSlashes(path).split(templatePattern);
  const parts = texts.flatMap((text, index) =>
    index % 2 === 1 ? [`{{${text}}}`] : text.split(''),
  );
  return {
    text: parts.join(''),
    parts,
    hasTemplate: hasTemplate(path),
    slashes: parts.filter((part) => part === '/').length,
  };
}

/**
 * Whether two paths, at least one of them with templates, can be one path for some pod. Of two
 * different templates any two names are reckoned with.
 */
export function canRenderAlike(one: PathParts, other: PathParts): boolean {
  if (one.slashes !== other.slashes) return false;
  const [first, second] = withoutSharedEnds(one.parts, other.parts);
  // Names are never empty, so a path is never one with a part of it.
  if (first.length === 0 || second.length === 0) return first.length === second.length;
  return hasTemplateAt(0, first, second) && hasTemplateAt(-1, first, second);
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

/** Where both have a character there, it is not the same one. */
function hasTemplateAt(place: number, ...paths: ReadonlyArray<readonly string[]>): boolean {
  return paths.some((parts) => (parts.at(place)?.length ?? 0) > 1);
}
