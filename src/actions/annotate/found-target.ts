import type { Target } from '../../core/annotate/target.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { serviceAccountNameOf } from '../../core/injection/pod/pod.ts';
import type { Kube, ObjectReference } from '../../kube/kube.ts';

/** The object that the user named, as the cluster has it. */
export interface FoundTarget {
  readonly kube: Kube;
  readonly target: Target;
  readonly reference: ObjectReference & { readonly namespace: string };
  readonly object: Workload;
}

/** Whose identity the pods have. */
export function accountOf({ target, object, reference }: FoundTarget): ServiceAccountName {
  const { namespace } = reference;
  if (target.type.kind === 'ServiceAccount') return { namespace, name: target.name };
  return { namespace, name: serviceAccountNameOf(annotatedPart(object, target.type)) };
}

/** As messages name it: `Deployment default/web`. */
export function describeTarget({ target, reference }: FoundTarget): string {
  return `${target.type.kind} ${reference.namespace}/${target.name}`;
}
