type Values = Readonly<Record<string, unknown>>;

// Longer ones are files.
const longestShown = 160;

/** What of the values is new or differs from those before, one line each: `region: eu-west-1 → eu-central-1`. */
export function compareValues(before: Values, wanted: object): string[] {
  const present = leaves(before);
  return [...leaves(wanted)].flatMap(([path, value]) => {
    const held = present.get(path);
    return held === value ? [] : [`${path}: ${describe(held, value)}`];
  });
}

function describe(held: string | undefined, value: string): string {
  if (value.length > longestShown || value.includes('\n')) {
    return `${held === undefined ? 'a' : 'another'} text of ${value.length} characters`;
  }
  return held === undefined ? value : `${held} → ${value}`;
}

function leaves(values: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(values).flatMap(([key, value]: [string, unknown]): [string, string][] => {
      const path = `${prefix}${key}`;
      if (typeof value !== 'object' || value === null) return [[path, String(value)]];
      return Array.isArray(value)
        ? [[path, JSON.stringify(value)]]
        : [...leaves(value, `${path}.`)];
    }),
  );
}
