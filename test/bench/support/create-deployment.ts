import type { Cluster } from '../../cluster/cluster.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { newPod } from './new-pod.ts';
import { type PodKind, podKinds } from './pod-stream.ts';

const name = 'bench';
const selected = { app: 'web' };

/**
 * Gives how many seconds the controller manager took for the pods of a new Deployment, which are gone
 * afterwards. It holds its requests to a rate of its own: --kube-api-qps, 20 in a second unless told.
 */
export async function createDeployment(
  { kubectl }: Cluster,
  kind: PodKind,
  replicas: number,
): Promise<number> {
  const { namespace, podAsks } = podKinds[kind];
  const { metadata, spec } = newPod({ asks: podAsks });
  const begin = performance.now();
  await kubectl(
    ['create', '--filename=-'],
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: selected }, template: { metadata, spec } },
    }),
  );
  const place = ['deployment', name, `--namespace=${namespace}`];
  const made = ['get', ...place, '--output=jsonpath={.status.replicas}'];
  await pollUntil(async () => (await kubectl(made)) === String(replicas) || undefined);
  const seconds = (performance.now() - begin) / 1000;
  await kubectl(['delete', ...place, '--cascade=foreground']);
  return seconds;
}
