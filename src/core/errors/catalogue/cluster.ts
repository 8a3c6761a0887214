import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 1xx: the Kubernetes cluster. */
export const clusterCatalogue = {
  IAMRA101: {
    title: 'The Kubernetes cluster cannot be reached.',
    exit: exitCode.environment,
    fix: 'kubectl config current-context && kubectl get nodes',
  },
} as const satisfies Record<string, CatalogueEntry>;
