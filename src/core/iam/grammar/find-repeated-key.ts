const token = /"(?:[^"\\]|\\.)*"|[{}:]/g;

/**
 * The first key that an object of a JSON text has twice, which JSON.parse would let win in silence.
 * The text must be valid JSON.
 */
export function findRepeatedKey(json: string): string | undefined {
  const objects: Set<string>[] = [];
  let text = '';
  for (const [found] of json.matchAll(token)) {
    if (found === '{') objects.push(new Set());
    else if (found === '}') objects.pop();
    else if (found !== ':') text = found;
    else {
      const key = JSON.parse(text) as string;
      const keys = objects.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
