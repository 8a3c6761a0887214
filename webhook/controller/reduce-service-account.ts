import { optedInLabel } from '../../src/core/identity/plan-opt-in-label.ts';
import { ourAnnotations } from '../../src/core/injection/annotations/annotation-source.ts';
import type { Annotations } from '../../src/core/injection/injection-input.ts';
import type { KubeObject } from '../kube/kube-object.ts';

/** What counts of a ServiceAccount. */
export interface KnownServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /** Those under our prefix. */
  readonly annotations: Annotations;
  /** The value of the label that says it is opted in. */
  readonly label: string | undefined;
}

/** Undefined for a ServiceAccount that has nothing of ours, as most have not. */
export function reduceServiceAccount({ metadata }: KubeObject): KnownServiceAccount | undefined {
  const { namespace = '', name } = metadata;
  const annotations = ourAnnotations(metadata.annotations ?? {});
  const label = metadata.labels?.[optedInLabel];
  if (label === undefined && Object.keys(annotations).length === 0) return undefined;
  return { namespace, name, annotations, label };
}
