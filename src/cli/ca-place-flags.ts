import * as Flags from '@oclif/core/flags';
import type { CaPlaceInput } from '../actions/ca/find-ca-place.ts';
import { lockFlags } from './lock-flags.ts';

/** Where the CA is kept: in a cluster or in a file. */
export const caPlaceFlags = {
  'ca-key-file': Flags.string({
    description: 'file with the certificate and private key of the CA, in place of the cluster',
    helpValue: 'FILE',
  }),
  'ca-namespace': Flags.string({
    description: 'namespace of the CA’s Secret (default: what cert-manager’s Deployment says)',
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
  }),
  ...lockFlags,
};

interface CaPlaceFlags {
  readonly context?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly 'no-cluster': boolean;
  readonly 'ca-key-file'?: string | undefined;
  readonly 'ca-namespace'?: string | undefined;
}

/** The flags as actions take them. */
export function caPlaceInput(flags: CaPlaceFlags): CaPlaceInput {
  return {
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    noCluster: flags['no-cluster'],
    caKeyFile: flags['ca-key-file'],
    caNamespace: flags['ca-namespace'],
  };
}
