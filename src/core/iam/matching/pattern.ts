/** Stands in a pattern for one character, whichever it is. */
export const anyCharacter = Symbol('?');

/** Stands in a pattern for any number of characters. */
export const anyCharacters = Symbol('*');

/** One code point, or a wildcard. */
export type PatternPart = string | typeof anyCharacter | typeof anyCharacters;

export type Pattern = readonly PatternPart[];

/** A text without wildcards: each character stands for itself. */
export function literal(text: string): PatternPart[] {
  return Array.from(text);
}

/** A text in which `*` and `?` are wildcards. */
export function wildcards(text: string): PatternPart[] {
  return Array.from(text, (character) => {
    if (character === '*') return anyCharacters;
    return character === '?' ? anyCharacter : character;
  });
}

/** The text of a pattern, its wildcards as plain characters. */
export function patternText(pattern: Pattern): string {
  return pattern.map((part) => (typeof part === 'string' ? part : part.description)).join('');
}
