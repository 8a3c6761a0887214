import * as Flags from '@oclif/core/flags';

/** How Helm is run; the same flags with the same meaning on every command. */
export const helmFlags = {
  'helm-binary': Flags.string({
    description: 'Helm’s program, 3.14 or later, or 4',
    default: 'helm',
    helpValue: 'FILE',
    helpGroup: 'HELM',
  }),
  namespace: Flags.string({
    char: 'n',
    description: 'namespace of iamra itself',
    default: 'iamra-system',
    helpValue: 'NAME',
    helpGroup: 'HELM',
  }),
  timeout: Flags.string({
    description: 'how long Helm waits, as 90s, 5m or 1h',
    default: '5m0s',
    helpValue: 'DURATION',
    helpGroup: 'HELM',
  }),
};
