import { optedInLabel } from '../../src/core/identity/plan-opt-in-label.ts';
import { countedAnnotations } from '../../src/core/injection/annotations/account-annotations.ts';
import type { Annotations } from '../../src/core/injection/injection-input.ts';
import type { Compatibility } from '../../src/core/injection/injection-settings.ts';
import type { KubeObject } from '../kube/kube-object.ts';

/** What counts of a ServiceAccount. */
export interface KnownServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /** Those that count. */
  readonly annotations: Annotations;
  /** The value of the label that says it is opted in. */
  readonly label: string | undefined;
}

/** Undefined for a ServiceAccount that has nothing for us, as most have not. */
export function reduceServiceAccount(
  { metadata }: KubeObject,
  compatibility: Compatibility | undefined,
): KnownServiceAccount | undefined {
  const { namespace = '', name } = metadata;
  const annotations = countedAnnotations(metadata.annotations ?? {}, compatibility);
  const label = metadata.labels?.[optedInLabel];
  if (label === undefined && Object.keys(annotations).length === 0) return undefined;
  return { namespace, name, annotations, label };
}
