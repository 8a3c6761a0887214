import * as Flags from '@oclif/core/flags';
import type { AwsSideInput } from '../actions/aws-side/open-aws-side.ts';
import { awsFlags } from './aws-flags.ts';

/** How commands find what `init` has made. */
export const awsSideFlags = {
  config: Flags.string({
    description: 'the file that iamra keeps',
    helpValue: 'FILE',
    default: 'iamra.yaml',
  }),
  ...awsFlags,
};

interface AwsSideFlags {
  readonly config: string;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly 'endpoint-url'?: string | undefined;
}

/** The flags as actions take them. */
export function awsSideInput(flags: AwsSideFlags): AwsSideInput {
  return {
    configFile: flags.config,
    region: flags.region,
    profile: flags.profile,
    endpointUrl: flags['endpoint-url'],
  };
}
