/** Logical ids of CloudFormation for roles, by their names: letters and digits, each once. */
export function logicalIds(names: readonly string[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const name of names) {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const plain = `Role${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
    const taken = new Set(ids.values());
    let id = plain;
    for (let count = 2; taken.has(id); count += 1) id = `${plain}x${count}`;
    ids.set(name, id);
  }
  return ids;
}
