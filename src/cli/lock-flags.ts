import * as Flags from '@oclif/core/flags';
import type { LockPlace } from '../actions/aws-side/with-lock.ts';
import { clusterFlags } from './cluster-flags.ts';

/** Which cluster holds the lock on the AWS side; for commands that write there. */
export const lockFlags = {
  'no-cluster': Flags.boolean({
    description: 'ask no cluster, even if there is one at hand',
    helpGroup: 'CLUSTER',
    exclusive: ['context', 'kubeconfig'],
  }),
  ...clusterFlags,
};

interface LockFlags {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly 'no-cluster': boolean;
}

/** The flags as the lock takes them. */
export function lockPlace(
  flags: LockFlags,
  { cluster, caller }: Pick<LockPlace, 'cluster' | 'caller'>,
): LockPlace {
  return {
    cluster,
    caller,
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    noCluster: flags['no-cluster'],
  };
}
