import { anyCharacter, anyCharacters, type Pattern } from '../iam/matching/pattern.ts';

/** Something that a text may match or not. */
export interface TextMatcher {
  readonly pattern: Pattern;
  readonly ignoreCase: boolean;
  /** Stands before the text when it is matched. */
  readonly prefix: string;
}

/** Which texts there may be at all. */
export interface TextLimits {
  /** Of one character. */
  readonly alphabet: RegExp;
  readonly minimumLength: number;
  readonly maximumLength: number;
}

export interface PossibleValues {
  /** The shortest text for each way in which the matchers can answer together. */
  readonly values: readonly string[];
  /** False where there were too many to be sure of all. */
  readonly complete: boolean;
}

const maximumStates = 3000;

/** A text so far, and where in its pattern each matcher may be. */
interface Walk {
  readonly text: string;
  readonly length: number;
  readonly places: readonly Places[];
}

type Places = readonly number[];

/**
 * All that texts can mean to a set of patterns: walks the patterns side by side, as one automaton, breadth first.
 */
export function possibleValues(
  matchers: readonly TextMatcher[],
  limits: TextLimits,
): PossibleValues {
  const alphabet = charactersOf(matchers, limits);
  const start: Walk = { text: '', length: 0, places: matchers.map(startPlaces) };
  const seen = new Set([keyOf(start, limits)]);
  const found = new Map<string, string>();
  const queue = [start];
  for (const walk of queue) {
    if (walk.length >= limits.minimumLength) {
      const answer = matchers.map((matcher, index) => accepts(matcher, walk.places[index] ?? []));
      const key = answer.join();
      if (!found.has(key)) found.set(key, walk.text);
    }
    if (walk.length >= limits.maximumLength || queue.length > maximumStates) continue;
    for (const character of alphabet) {
      const next = stepWalk(walk, matchers, character);
      const key = keyOf(next, limits);
      if (!seen.has(key)) queue.push(next);
      seen.add(key);
    }
  }
  return { values: [...found.values()], complete: queue.length <= maximumStates };
}

/** Up to the minimum the length tells texts apart as well. */
function keyOf({ length, places }: Walk, { minimumLength }: TextLimits): string {
  return `${Math.min(length, minimumLength)}|${places.map((set) => set.join()).join('|')}`;
}

function startPlaces(matcher: TextMatcher): Places {
  return Array.from(matcher.prefix).reduce(
    (places: Places, character) => stepPlaces(matcher, places, character),
    withSkips(matcher.pattern, [0]),
  );
}

function stepWalk(walk: Walk, matchers: readonly TextMatcher[], character: string): Walk {
  return {
    text: walk.text + character,
    length: walk.length + 1,
    places: matchers.map((matcher, index) =>
      stepPlaces(matcher, walk.places[index] ?? [], character),
    ),
  };
}

function stepPlaces(
  { pattern, ignoreCase }: TextMatcher,
  places: Places,
  character: string,
): Places {
  const reached = places.flatMap((place) => {
    const part = pattern[place];
    if (part === undefined) return [];
    if (part === anyCharacters) return [place];
    return part === anyCharacter || isSame(part, character, ignoreCase) ? [place + 1] : [];
  });
  return withSkips(pattern, reached);
}

/** A `*` may stand for nothing. */
function withSkips(pattern: Pattern, places: Places): Places {
  const reached = new Set<number>();
  for (let place of places) {
    reached.add(place);
    while (pattern[place] === anyCharacters) reached.add(++place);
  }
  return [...reached].sort((a, b) => a - b);
}

function accepts({ pattern }: TextMatcher, places: Places): boolean {
  return places.includes(pattern.length);
}

function isSame(part: string | symbol, character: string, ignoreCase: boolean): boolean {
  if (typeof part !== 'string') return false;
  return ignoreCase ? part.toLowerCase() === character.toLowerCase() : part === character;
}

const fillers = Array.from('xzqjkvwyubg0987654321');

/** What the patterns speak of, and one character that stands for all others. */
function charactersOf(
  matchers: readonly TextMatcher[],
  { alphabet }: TextLimits,
): readonly string[] {
  const used = new Set<string>();
  for (const { pattern, ignoreCase } of matchers) {
    for (const part of pattern) {
      if (typeof part !== 'string') continue;
      const forms = ignoreCase ? [part.toLowerCase(), part.toUpperCase()] : [part];
      for (const form of [part, ...forms]) used.add(form);
    }
  }
  const other = fillers.find((filler) => !used.has(filler) && !used.has(filler.toUpperCase()));
  return [...(other === undefined ? [] : [other]), ...used].filter((text) => alphabet.test(text));
}
