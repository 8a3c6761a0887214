/** The operations of RFC 6902 that iamra emits; paths are JSON Pointers (RFC 6901). */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };
