import * as Flags from '@oclif/core/flags';

/** How to reach the cluster; the same flags with the same meaning on every command. */
export const clusterFlags = {
  context: Flags.string({
    description: 'context of the kubeconfig (default: the current one)',
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
  }),
  kubeconfig: Flags.string({
    description: 'kubeconfig file (default: KUBECONFIG, then ~/.kube/config)',
    helpValue: 'FILE',
    helpGroup: 'CLUSTER',
  }),
};
