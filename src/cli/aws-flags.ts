import * as Flags from '@oclif/core/flags';

/** How to reach AWS; the same flags with the same meaning on every command. */
export const awsFlags = {
  profile: Flags.string({
    description: 'profile of the AWS CLI',
    env: 'AWS_PROFILE',
    helpValue: 'NAME',
    helpGroup: 'AWS',
  }),
  region: Flags.string({
    description: 'AWS region (default: iamra.yaml, then the environment, then the profile)',
    helpValue: 'REGION',
    helpGroup: 'AWS',
  }),
  'endpoint-url': Flags.string({
    description: 'one URL in place of AWS’s own, such as an emulator’s',
    helpValue: 'URL',
    helpGroup: 'AWS',
  }),
};
