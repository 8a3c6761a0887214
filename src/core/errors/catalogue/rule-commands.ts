import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 365 to 369: the commands that look at injection rules in files. */
export const ruleCommandsCatalogue = {
  IAMRA365: {
    title: 'The files have no object of the kind that the command is for.',
    exit: exitCode.usage,
    fix: 'name files with InjectionRules or ClusterInjectionRules',
  },
  IAMRA366: {
    title: 'The rules to test are not good.',
    exit: exitCode.checksFailed,
    fix: 'mend what iamra rules lint says of them',
  },
  IAMRA367: {
    title: 'The configuration of the other injector cannot be converted.',
    exit: exitCode.usage,
    fix: 'correct the places that the message names',
  },
} as const satisfies Record<string, CatalogueEntry>;
