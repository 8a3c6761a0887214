import { existsSync } from 'node:fs';
import type { Cluster, ClusterProvider } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { clusterTools } from '../cluster-tools.ts';

/** A cluster that someone else runs, cert-manager in it: only looked at. */
export function givenCluster(kubeconfig: string): ClusterProvider {
  const tools = clusterTools(kubeconfig);
  return {
    title: `the cluster of ${kubeconfig}`,
    kubeconfig,
    isRunning: () => Promise.resolve(existsSync(kubeconfig)),
    start: async () => {
      await check(kubeconfig, tools);
      return {
        kubeconfig,
        get hostAddress() {
          return hostAddress();
        },
        ...tools,
        importImage: (archive) =>
          Promise.reject(
            new ClusterError(
              `${archive} cannot be put into a given cluster: push it to a registry of that cluster.`,
            ),
          ),
        stop: async () => {},
      };
    },
    stop: async () => {},
    status: async () => (await tools.kubectl(['get', 'nodes'])).split('\n'),
  };
}

async function check(kubeconfig: string, { kubectl }: Pick<Cluster, 'kubectl'>): Promise<void> {
  if (!existsSync(kubeconfig)) throw new ClusterError(`${kubeconfig} does not exist.`);
  try {
    await kubectl(['get', 'deployment', 'cert-manager', '--namespace=cert-manager']);
  } catch (cause) {
    throw new ClusterError('The cluster of IAMRA_TEST_KUBECONFIG does not show cert-manager.', {
      cause,
    });
  }
}

function hostAddress(): string {
  const address = process.env['IAMRA_TEST_HOST_ADDRESS'];
  if (address) return address;
  throw new ClusterError(
    'Set IAMRA_TEST_HOST_ADDRESS to an address of this machine that pods reach.',
  );
}
