import { errorMessage } from '../../../src/core/errors/error-message.ts';
import type { ServiceAccountName } from '../../../src/core/identity/service-account.ts';
import { notice } from '../../../src/core/injection/notice.ts';
import { serviceAccountNameOf } from '../../../src/core/injection/pod/pod.ts';
import type { ClusterReader } from '../cluster/cluster-reader.ts';
import type { AdmissionRequest } from './admission-review.ts';
import { isPodCreation } from './is-pod-creation.ts';
import { type PodSurroundings, unknownSurroundings } from './pod-surroundings.ts';

/**
 * Finds out what ServiceAccount and namespace say, at once where it is known; what cannot be read in
 * time becomes a warning.
 * @param deadline of performance.now()
 */
export function lookAround(
  request: AdmissionRequest,
  cluster: ClusterReader,
  deadline: number,
): PodSurroundings | Promise<PodSurroundings> {
  if (!isPodCreation(request)) return unknownSurroundings;
  const { namespace, object } = request;
  const name = serviceAccountNameOf(object);
  const annotations = cluster.knownAnnotationsOf(namespace, name);
  if (annotations === undefined) return ask({ namespace, name }, cluster, deadline);
  const namespaceAnnotations = cluster.namespaceAnnotationsOf(namespace);
  return { serviceAccount: { annotations }, namespaceAnnotations, warnings: [] };
}

async function ask(
  { namespace, name }: ServiceAccountName,
  cluster: ClusterReader,
  deadline: number,
): Promise<PodSurroundings> {
  const namespaceAnnotations = cluster.namespaceAnnotationsOf(namespace);
  try {
    const annotations = await cluster.annotationsOf(namespace, name, deadline);
    return { serviceAccount: { annotations }, namespaceAnnotations, warnings: [] };
  } catch (error) {
    const message = `ServiceAccount ${namespace}/${name} could not be read, so that only the pod's own annotations count: ${errorMessage(error)}`;
    return { namespaceAnnotations, warnings: [notice('IAMRA328', message)] };
  }
}
