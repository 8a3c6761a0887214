import type { Cluster, ClusterProvider } from '../cluster.ts';
import { ClusterError } from '../cluster-error.ts';
import { clusterTools } from '../cluster-tools.ts';

/** A cluster that someone else runs, cert-manager in it: only looked at. */
export function givenCluster(kubeconfig: string): ClusterProvider {
  const tools = clusterTools(kubeconfig);
  return {
    title: `the cluster of ${kubeconfig}`,
    start: async () => {
      await check(tools);
      return {
        kubeconfig,
        hostAddress: required(
          'IAMRA_TEST_HOST_ADDRESS',
          'an address of this machine that pods reach',
        ),
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

async function check({ kubectl }: Pick<Cluster, 'kubectl'>): Promise<void> {
  try {
    await kubectl(['get', 'deployment', 'cert-manager', '--namespace=cert-manager']);
  } catch (cause) {
    throw new ClusterError('The cluster of IAMRA_TEST_KUBECONFIG does not show cert-manager.', {
      cause,
    });
  }
}

function required(variable: string, meaning: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new ClusterError(`Set ${variable} to ${meaning}.`);
  return value;
}
