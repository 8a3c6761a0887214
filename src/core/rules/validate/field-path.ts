/** Where a field is, from the object's root: `['spec', 'containers', 0, 'name']`. */
export type FieldPath = ReadonlyArray<string | number>;

/** A path as kubectl prints it: `spec.containers[0].name`, `spec.labels[example.com/team]`. */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[A-Za-z_$][\w-]*$/.test(part)) return `${text}[${part.slice(0, 253)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
