import type { Owner } from './workload-facts.ts';

/** A pod, as far as it tells whose it is. */
export interface OwnedPod {
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: ReadonlyArray<{
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }>;
  };
}

/** The workload that a pod belongs to; of a ReplicaSet its Deployment, by the hash that Kubernetes puts into its name. */
export function ownerOfPod({ metadata }: OwnedPod): Owner {
  const { name = '', namespace = '', labels, ownerReferences = [] } = metadata;
  const owner = ownerReferences.find(({ controller }) => controller === true);
  if (owner === undefined) return { kind: 'Pod', namespace, name };
  const suffix = `-${labels?.['pod-template-hash'] ?? ''}`;
  if (owner.kind === 'ReplicaSet' && suffix !== '-' && owner.name.endsWith(suffix)) {
    return { kind: 'Deployment', namespace, name: owner.name.slice(0, -suffix.length) };
  }
  return { kind: owner.kind, namespace, name: owner.name };
}
