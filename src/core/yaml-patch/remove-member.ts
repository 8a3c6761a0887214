import { isMap, isPair, type Node, type Pair } from 'yaml';
import { IamraError } from '../errors/iamra-error.ts';
import type { EditContext } from './edit-context.ts';
import { endOf, type FoundCollection, findPair, startOf } from './find-node.ts';
import { lineIndent, lineStart, nextLine } from './lines.ts';
import type { TextEdit } from './text-edit.ts';

type Member = Pair | Node;

/**
 * Takes a member out of a map or a sequence, by its key or index; comments on lines of their own stay.
 * @throws {IamraError} IAMRA311 where a merge key stands for it
 */
export function removeMember(
  context: EditContext,
  { node }: FoundCollection,
  last: string,
): TextEdit[] {
  const members = node.items as readonly Member[];
  const index = isMap(node)
    ? members.findIndex((member) => member === findPair(node, last)?.pair)
    : Number(last);
  const member = members[index];
  if (member === undefined) {
    throw new IamraError('IAMRA311', `${last} cannot be removed: a merge key stands for it`);
  }
  const place = { members, index, member };
  return node.flow === true ? [removeFromFlow(context, place)] : removeLines(context, place);
}

interface Place {
  readonly members: readonly Member[];
  readonly index: number;
  readonly member: Member;
}

/** With the separator before it, or after it where nothing before it stays. */
function removeFromFlow({ removed }: EditContext, { members, index, member }: Place): TextEdit {
  const before = members[index - 1];
  const after = members[index + 1];
  const somethingStays = members.slice(0, index).some((other) => !removed.has(other));
  const offset = somethingStays && before !== undefined ? ended(before) : begun(member);
  const end = !somethingStays && after !== undefined ? begun(after) : ended(member);
  return { offset, length: end - offset, text: '', depth: 0 };
}

function removeLines({ text, removed }: EditContext, place: Place): TextEdit[] {
  const { members, index, member } = place;
  const firstKept = members.findIndex((other) => !removed.has(other));
  const first = members[0];
  if (index < firstKept && first !== undefined && sharesLine(text, first)) {
    // The next member moves up, behind the dash or the comment that the first one stood behind.
    if (index > 0) return [];
    const offset = begun(first);
    const next = members[firstKept];
    return [{ offset, length: begun(next) - offset, text: '', depth: 0 }];
  }
  const offset = lineStart(text, begun(member));
  const end = nextLine(text, ended(member));
  return [{ offset, length: end - offset, text: keptComments(text, member, end), depth: 0 }];
}

function sharesLine(text: string, member: Member): boolean {
  const start = begun(member);
  return isPair(member) && text.slice(lineStart(text, start), start).trim() !== '';
}

/** Comments on lines of their own, and the one behind a key. */
function keptComments(text: string, member: Member, end: number): string {
  const start = begun(member);
  const lines = text.slice(lineStart(text, start), end).split(/(?<=\n)/);
  const behindKey = isPair(member) ? /^[^#'"]*:[ \t]+(#.*)/.exec(lines[0] ?? '')?.[1] : undefined;
  return [
    ...(behindKey === undefined ? [] : [`${lineIndent(text, start)}${behindKey}\n`]),
    ...lines.filter((line) => /^\s*#/.test(line)).map((line) => line.replace('\r\n', '\n')),
  ].join('');
}

function begun(member: Member | undefined): number {
  return startOf(isPair(member) ? member.key : member);
}

function ended(member: Member): number {
  return endOf((isPair(member) ? (member.value ?? member.key) : member) as Node);
}
