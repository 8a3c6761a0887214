import type { ObjectReference } from '../../kube/kube.ts';

/** A Certificate of cert-manager. */
export function certificateReference(name: string, namespace: string): ObjectReference {
  return { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', name, namespace };
}
