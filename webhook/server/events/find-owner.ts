import type { InvolvedObject } from '../../kube/events/cluster-event.ts';
import { controllerOf } from '../../kube/events/controller-of.ts';
import type { KubeClient } from '../../kube/kube-client.ts';
import type { KubeObject } from '../../kube/kube-object.ts';
import { type Resource, resources } from '../../kube/resource.ts';

/** Made anew with each rollout or run: what users look at is who made them. */
const passing: Readonly<Record<string, Resource>> = {
  'apps/v1 ReplicaSet': resources.replicaSets,
  'batch/v1 Job': resources.jobs,
};

/**
 * The object that a user knows: the Deployment of a ReplicaSet, the CronJob of a Job, and otherwise the
 * controller of the pod itself. Where that cannot be read, the controller will do.
 */
export async function findOwner(
  client: KubeClient,
  controller: InvolvedObject,
  signal: AbortSignal,
): Promise<InvolvedObject> {
  const { apiVersion, kind, namespace, name, uid } = controller;
  const resource = passing[`${apiVersion} ${kind}`];
  if (resource === undefined) return controller;
  const place = { namespace, name };
  const { metadata } = await client
    .get<KubeObject>(resource, place, { metadataOnly: true, signal })
    .catch(() => ({ metadata: undefined }));
  if (metadata?.uid !== uid) return controller;
  return controllerOf(metadata?.ownerReferences, namespace) ?? controller;
}
