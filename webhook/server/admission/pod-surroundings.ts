import type { InjectionNotice } from '../../../src/core/injection/injection-decision.ts';
import type { InjectionInput } from '../../../src/core/injection/injection-input.ts';

/** What the cluster says about a pod, beside the pod itself. */
export interface PodSurroundings
  extends Pick<InjectionInput, 'serviceAccount' | 'namespaceAnnotations'> {
  /** What could not be found out. */
  readonly warnings: readonly InjectionNotice[];
}

export const unknownSurroundings: PodSurroundings = { warnings: [] };
