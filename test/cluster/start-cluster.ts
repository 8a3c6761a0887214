import type { Cluster, ClusterProvider } from './cluster.ts';
import { builtCluster } from './providers/built-cluster.ts';
import { givenCluster } from './providers/given-cluster.ts';
import { kindCluster, kindWorks } from './providers/kind-cluster.ts';

/** The cluster that IAMRA_TEST_KUBECONFIG names, else one of kind where it works, else our own. */
export async function chooseProvider(): Promise<ClusterProvider> {
  const kubeconfig = process.env['IAMRA_TEST_KUBECONFIG'];
  if (kubeconfig) return givenCluster(kubeconfig);
  return (await kindWorks()) ? kindCluster : builtCluster;
}

/**
 * Starts the test cluster, or takes the one that runs.
 * @throws {ClusterError} saying what is missing, or which log to read
 */
export async function startCluster(): Promise<Cluster> {
  const provider = await chooseProvider();
  return provider.start();
}
