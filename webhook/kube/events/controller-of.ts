import type { InvolvedObject } from './cluster-event.ts';

// Names of Kubernetes objects are no longer; whoever else sends pods must not fill the memory.
const longestText = 253;

/** The controller that an object's ownerReferences name, anything at all; undefined where there is none. */
export function controllerOf(
  ownerReferences: unknown,
  namespace: string | undefined,
): InvolvedObject | undefined {
  if (!Array.isArray(ownerReferences)) return undefined;
  for (const reference of ownerReferences) {
    if (!isReference(reference) || reference.controller !== true) continue;
    const { apiVersion, kind, name, uid } = reference;
    return { apiVersion, kind, namespace, name, uid };
  }
  return undefined;
}

interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: unknown;
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null) return false;
  const reference = value as Partial<Record<keyof Reference, unknown>>;
  return (['apiVersion', 'kind', 'name', 'uid'] as const).every((key) => isText(reference[key]));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= longestText;
}
