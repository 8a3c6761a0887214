import type { Context } from '../../context.ts';
import type { Narrator } from '../demo/narrator.ts';
import { openCluster } from '../install/open-cluster.ts';
import { preflight } from '../preflight/preflight.ts';
import { findCaNamespace } from '../workload-ca/find-ca-namespace.ts';
import type { ClusterDemoInput } from './cluster-demo-input.ts';
import type { DemoCluster } from './demo-stage.ts';
import { refusePresent } from './refuse-present.ts';

/**
 * Opens the cluster and sees that the demo can run in it; writes nothing.
 * @throws {IamraError} 1xx for the first thing that is missing, or in the way
 */
export async function lookAtCluster(
  context: Context,
  input: ClusterDemoInput,
  narrator: Narrator,
): Promise<DemoCluster> {
  const cluster = await openCluster(context, input);
  const { kube } = cluster;
  const { signal } = context;
  return narrator.step(`Look at context ${kube.context}, ${kube.server}`, async () => {
    await preflight(kube, { readOnly: true, now: context.now(), signal });
    const caNamespace = await findCaNamespace(kube);
    await refusePresent(kube, caNamespace);
    return { ...cluster, caNamespace };
  });
}
