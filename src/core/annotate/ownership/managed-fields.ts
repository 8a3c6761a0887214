/** Fields by name, `f:` before each; `.` stands for the map itself. */
export interface FieldSet {
  readonly [name: string]: FieldSet;
}

/**
 * Who wrote which fields of an object.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: FieldSet;
  /** Of a part that has its own endpoint: `status`, `scale`. */
  readonly subresource?: string;
  readonly time?: unknown;
}

/** The name under which annotate and unannotate apply what they write. */
export const editManager = 'iamra-cli';

/** What iamra's other parts are called: the identity controller, and annotate before it applied. */
const otherNames = ['iamra', 'iamra-identity'];

/** Says whether it is one of ours, which may pass fields to one another. */
export function isOurs({ manager = '' }: ManagedFields): boolean {
  return manager === editManager || otherNames.includes(manager);
}

/** Says whether annotate or unannotate applied it. */
export function isEditManager({ manager, operation, subresource }: ManagedFields): boolean {
  return manager === editManager && operation === 'Apply' && (subresource ?? '') === '';
}

/** Says whether an entry has a field, by the names on the way to it. */
export function ownsField(entry: ManagedFields, path: readonly string[]): boolean {
  return fieldsAt(entry, path) !== undefined;
}

/** Says whether an entry has a map with nothing in it, which keeps others from filling it. */
export function ownsEmptyMap(entry: ManagedFields, path: readonly string[]): boolean {
  const fields = fieldsAt(entry, path);
  return fields !== undefined && Object.keys(fields).length === 0;
}

function fieldsAt({ fieldsV1 }: ManagedFields, path: readonly string[]): FieldSet | undefined {
  return path.reduce<FieldSet | undefined>((fields, name) => fields?.[`f:${name}`], fieldsV1);
}
