/** Labels of Terraform for roles, by their names: letters, digits, `_` and `-`, each once. */
export function roleLabels(names: readonly string[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
    const taken = new Set(labels.values());
    let label = plain;
    for (let count = 2; taken.has(label); count += 1) label = `${plain}_${count}`;
    labels.set(name, label);
  }
  return labels;
}
