import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 360 to 364: injection rules in the cluster. */
export const rulesClusterCatalogue = {
  IAMRA360: {
    title: 'An injection rule in the cluster is not in force as it stands.',
    exit: exitCode.checksFailed,
    fix: 'correct what the condition Ready of the rule names, or delete the rule',
  },
  IAMRA361: {
    title: 'There are injection rules, but API servers are not told to ask for them.',
    exit: exitCode.environment,
    fix: 'iamra install, which puts back what is missing',
  },
  IAMRA362: {
    title: 'The webhook does not know the injection rules yet.',
    exit: exitCode.environment,
    fix: 'create the pod again; if it persists, kubectl --namespace iamra-system logs deployment/iamra-injector-webhook',
  },
  IAMRA363: {
    title: 'An injection rule could not be compared with the others.',
    exit: exitCode.environment,
    fix: 'apply the rule again; if it persists, kubectl --namespace iamra-system logs deployment/iamra-injector-webhook',
  },
} as const satisfies Record<string, CatalogueEntry>;
