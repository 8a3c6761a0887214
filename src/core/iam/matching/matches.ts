import { anyCharacter, anyCharacters, type Pattern } from './pattern.ts';

/**
 * Whether a pattern matches the whole of a text.
 * After a mismatch only the last `*` grows: earlier ones need never be tried again, so that no pattern
 * takes more steps than its length times that of the text.
 */
export function matches(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  let at = 0;
  let position = 0;
  let resumeAt = -1;
  let resumePosition = 0;
  while (position < characters.length) {
    const part = pattern[at];
    if (part === anyCharacters) {
      at += 1;
      resumeAt = at;
      resumePosition = position;
    } else if (part === anyCharacter || (part !== undefined && part === characters[position])) {
      at += 1;
      position += 1;
    } else if (resumeAt >= 0) {
      resumePosition += 1;
      at = resumeAt;
      position = resumePosition;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === anyCharacters);
}
