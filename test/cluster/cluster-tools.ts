import { join } from 'node:path';
import { execa } from 'execa';
import type { Cluster } from './cluster.ts';
import { stateFolder } from './folders.ts';
import { tool } from './tools/tool.ts';

/** kubectl and Helm for one kubeconfig, with folders of their own: a user's settings play no part. */
export function clusterTools(kubeconfig: string): Pick<Cluster, 'kubectl' | 'helm'> {
  const env = clusterEnvironment(kubeconfig);
  return {
    kubectl: async (words, input = '') => {
      const { stdout } = await execa(await tool('kubectl'), words, { env, input });
      return stdout;
    },
    helm: async (version, words) => {
      const { stdout } = await execa(await tool(`helm-${version}`), words, { env });
      return stdout;
    },
  };
}

/** Environment variables that point kubectl, Helm and iamra at a cluster. */
export function clusterEnvironment(kubeconfig: string): Readonly<Record<string, string>> {
  const helm = join(stateFolder, 'helm');
  return {
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: join(stateFolder, 'kubectl'),
    HELM_CACHE_HOME: join(helm, 'cache'),
    HELM_CONFIG_HOME: join(helm, 'config'),
    HELM_DATA_HOME: join(helm, 'data'),
  };
}
