/** What was made for keys before; of bounded size, since who makes up names must not fill the memory. */
export interface BoundedMemory<Value extends object> {
  readonly find: (key: string) => Value | undefined;
  /** Forgets all others where there is no room for it. */
  readonly keep: (key: string, value: Value) => void;
}

/** Counts what it holds as JSON; objects take several times as much. */
export function createBoundedMemory<Value extends object>(
  mostCharacters: number,
): BoundedMemory<Value> {
  const known = new Map<string, Value>();
  let characters = 0;
  return {
    find: (key) => known.get(key),
    keep: (key, value) => {
      const size = key.length + JSON.stringify(value).length;
      if (size > mostCharacters) return;
      if (characters + size > mostCharacters) {
        known.clear();
        characters = 0;
      }
      known.set(key, value);
      characters += size;
    },
  };
}
