import { usualPod } from '../../fixtures/usual-pod.ts';

/** A pod, and what a template has of one. */
export interface NewPod {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: object;
  readonly spec: object;
}

const tokenVolume = 'kube-api-access';

/** The usual pod as its creator sends it: without what admission adds, and for no scheduler. */
export function newPod({ asks }: { readonly asks: boolean }): NewPod {
  const { kind, apiVersion, metadata, spec } = usualPod;
  const { generateName, labels, annotations } = metadata;
  return {
    kind,
    apiVersion,
    metadata: { generateName, labels, annotations: asks ? annotations : {} },
    spec: {
      ...spec,
      schedulerName: 'none',
      volumes: withoutToken(spec.volumes),
      initContainers: spec.initContainers.map(withoutTokenMount),
      containers: spec.containers.map(withoutTokenMount),
    },
  };
}

interface Named {
  readonly name: string;
}

function withoutTokenMount(container: { readonly volumeMounts: readonly Named[] }): object {
  return { ...container, volumeMounts: withoutToken(container.volumeMounts) };
}

function withoutToken<T extends Named>(named: readonly T[]): T[] {
  return named.filter(({ name }) => !name.startsWith(tokenVolume));
}
