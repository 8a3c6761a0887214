import * as Flags from '@oclif/core/flags';
import { awsFlags } from './aws-flags.ts';

/** Where an export is for, which no call to AWS finds out, and where it goes. */
export const exportFlags = {
  cluster: Flags.string({
    description: 'your name for the cluster (default: the one in iamra.yaml)',
    helpValue: 'NAME',
  }),
  account: Flags.string({
    description: 'AWS account, twelve digits (default: the one in iamra.yaml)',
    helpValue: 'ID',
    helpGroup: 'AWS',
  }),
  region: awsFlags.region,
  profile: awsFlags.profile,
  config: Flags.string({
    description: 'the file that iamra keeps',
    helpValue: 'FILE',
    default: 'iamra.yaml',
  }),
  out: Flags.string({ description: 'write to this file, not to stdout', helpValue: 'FILE' }),
};
