import type { RolesAnywhere } from '../../../aws/roles-anywhere.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { RotationStore } from '../../workload-ca/rotation-store.ts';

/** Where a rotation looks. */
export interface RotationWorld {
  readonly rolesAnywhere: RolesAnywhere;
  readonly trustAnchorId: string;
  /** Undefined where the CA is out of reach. */
  readonly store: RotationStore | undefined;
  /** Where the certificates of workloads are; undefined without a cluster. */
  readonly workloads: Workloads | undefined;
  readonly now: () => Date;
}

export interface Workloads {
  readonly kube: Kube;
  /** Name of the ClusterIssuer. */
  readonly issuer: string;
  /** Where its Secret lies. */
  readonly caNamespace: string;
}

/** Where a rotation also writes. */
export interface RotatingWorld extends RotationWorld {
  readonly store: RotationStore;
}
