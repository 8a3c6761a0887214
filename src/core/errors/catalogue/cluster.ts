import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 1xx: the Kubernetes cluster. */
export const clusterCatalogue = {
  IAMRA101: {
    title: 'The Kubernetes cluster cannot be reached.',
    exit: exitCode.environment,
    fix: 'kubectl config current-context && kubectl get nodes',
  },
  IAMRA150: {
    title: 'The kubeconfig cannot be used.',
    exit: exitCode.environment,
    fix: 'kubectl config get-contexts, then name one with --context',
  },
  IAMRA151: {
    title: 'Kubernetes refused the call.',
    exit: exitCode.refused,
    fix: 'use a context with the rights that the message names',
  },
} as const satisfies Record<string, CatalogueEntry>;
