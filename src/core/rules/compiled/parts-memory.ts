import type { RuleParts } from './rule-parts.ts';

/** Gives what was made for a key before, or makes it. */
export type RememberParts = (key: string, make: () => RuleParts) => RuleParts;

// As JSON; objects take several times as much.
const mostCharacters = 4_000_000;

/** A memory of parts for all rules, of bounded size: who makes up names must not fill the memory. */
export function createPartsMemory(): RememberParts {
  const known = new Map<string, RuleParts>();
  let characters = 0;
  return (key, make) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const parts = make();
    const size = key.length + JSON.stringify(parts).length;
    if (size > mostCharacters) return parts;
    if (characters + size > mostCharacters) {
      known.clear();
      characters = 0;
    }
    known.set(key, parts);
    characters += size;
    return parts;
  };
}
