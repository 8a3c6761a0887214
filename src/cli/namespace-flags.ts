import * as Flags from '@oclif/core/flags';

/** Which namespaces' ServiceAccounts a command looks at, as kubectl has it; all of them by default. */
export const namespaceFlags = {
  namespace: Flags.string({
    char: 'n',
    description: 'only the ServiceAccounts of this namespace',
    helpValue: 'NAME',
    exclusive: ['all-namespaces'],
  }),
  'all-namespaces': Flags.boolean({
    char: 'A',
    description: 'the ServiceAccounts of all namespaces, as without -n',
  }),
};
