import { annotationPrefix } from '../injection/annotation-keys.ts';
import { annotationsOf } from '../injection/pod/pod.ts';
import type { ClusterObject } from './workload.ts';

interface Template {
  readonly metadata?: object | null;
  readonly spec?: { readonly volumes?: readonly object[] | null };
}

interface ClaimingWorkload extends ClusterObject {
  readonly spec?: {
    readonly volumeClaimTemplates?: ReadonlyArray<{ readonly metadata: { readonly name: string } }>;
  };
}

/**
 * The pod that a workload's controller would make, to be tried at the API server. What a
 * ServiceAccount is about to say stands on the pod itself, where it means the same.
 */
export function podOfTemplate(
  workload: ClusterObject,
  template: unknown,
  accountAnnotations: Readonly<Record<string, string>> = {},
): ClusterObject {
  const { metadata, spec } = template as Template;
  const { namespace = '', name = '' } = workload.metadata;
  const said = Object.entries(accountAnnotations).filter(([key]) =>
    key.startsWith(annotationPrefix),
  );
  const annotations = { ...Object.fromEntries(said), ...annotationsOf(template) };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, annotations, generateName: `${name}-`, namespace },
    spec: { ...spec, volumes: [...(spec?.volumes ?? []), ...claimedVolumes(workload)] },
  };
  return pod;
}

/** A StatefulSet's controller adds a volume for each of its claims. */
function claimedVolumes({ spec, metadata }: ClaimingWorkload): object[] {
  return (spec?.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-${metadata.name ?? ''}-0` },
  }));
}
