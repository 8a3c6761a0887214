import * as Flags from '@oclif/core/flags';
import { defaultExcludedNamespaces } from '../core/injection/default-settings.ts';
import type { LintSettings } from '../core/rules/lint/lint-rules.ts';

/** Rules are not for every namespace. */
export const excludedNamespacesFlag = {
  'excluded-namespace': Flags.string({
    description: 'namespace in which the installation changes no pod; repeat for more',
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
    default: [...defaultExcludedNamespaces],
  }),
};

/** What the commands that look at rules in files share. */
export const rulesFlags = {
  namespace: Flags.string({
    char: 'n',
    description: 'namespace of objects that name none',
    helpValue: 'NAME',
    default: 'default',
  }),
  ...excludedNamespacesFlag,
};

/** What the flags say about rules. */
export function lintSettings(flags: {
  readonly namespace: string;
  readonly 'excluded-namespace': readonly string[];
}): LintSettings {
  return { namespace: flags.namespace, excludedNamespaces: flags['excluded-namespace'] };
}
