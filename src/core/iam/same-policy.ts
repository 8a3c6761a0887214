/** Says whether two policies, as JSON, are the same: IAM gives back keys and lists in an order of its own, and a list of one as that one. */
export function isSamePolicy(one: string, other: string): boolean {
  return canonicalPolicy(JSON.parse(one)) === canonicalPolicy(JSON.parse(other));
}

/** One text for all forms of a policy, or of a part of one. */
export function canonicalPolicy(value: unknown): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(canonicalPolicy))].sort();
    return items.length === 1 ? (items[0] ?? '') : `[${items.join(',')}]`;
  }
  // Policies have true and "true", 1 and "1" for the same.
  if (typeof value !== 'object' || value === null) return JSON.stringify(String(value));
  const entries = Object.entries(value).map(
    ([key, held]) => `${JSON.stringify(key)}:${canonicalPolicy(held)}`,
  );
  return `{${entries.sort().join(',')}}`;
}
