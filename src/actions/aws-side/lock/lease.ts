import { resourceName } from '../../../core/anywhere/resource-name.ts';
import type { KubeObject, ObjectReference } from '../../../kube/kube.ts';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ */
export interface Lease extends KubeObject {
  readonly spec?: {
    readonly holderIdentity?: string | null;
    readonly leaseDurationSeconds?: number | null;
    readonly acquireTime?: string | null;
    readonly renewTime?: string | null;
  };
}

// The one namespace for system objects that every cluster has, before and after `iamra install`.
const namespace = 'kube-system';

/** Where the lock of a cluster's AWS side is. */
export function leaseReference(cluster: string): Required<ObjectReference> {
  const name = `${resourceName(cluster)}-lock`;
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', name, namespace };
}

/** Says whether somebody has the Lease, and renewed it lately by the clock of this machine. */
export function isHeld({ spec }: Lease, now: Date): boolean {
  const { holderIdentity, renewTime, leaseDurationSeconds } = spec ?? {};
  if (!holderIdentity) return false;
  const end = Date.parse(renewTime ?? '') + (leaseDurationSeconds ?? 0) * 1000;
  return end > now.getTime();
}

/** The time as a MicroTime of Kubernetes: six digits after the second. */
export function microTime(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
