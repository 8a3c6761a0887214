import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 280 to 284: drift detection in the cluster. */
export const driftCatalogue = {
  IAMRA280: {
    title: 'AWS differs from what iamra.yaml says.',
    exit: exitCode.checksFailed,
    fix: 'iamra plan shows the difference, iamra init puts it right',
  },
  IAMRA281: {
    title: 'Drift detection has no AWS credentials.',
    exit: exitCode.environment,
    fix: 'set driftDetection.roleArn or driftDetection.credentialsSecret of the chart',
  },
  IAMRA282: {
    title: 'Drift detection does not work.',
    exit: exitCode.refused,
    fix: 'kubectl --namespace iamra-system logs deployment/iamra-identity-controller',
  },
  IAMRA283: {
    title: "The identity controller's own certificate was not issued in time.",
    exit: exitCode.timedOut,
    fix: 'kubectl --namespace iamra-system describe certificate iamra-iamra-identity-controller',
  },
  IAMRA284: {
    title: 'The iamra.yaml of drift detection cannot be used.',
    exit: exitCode.usage,
    fix: 'iamra install, which hands the iamra.yaml at hand to the chart',
  },
} as const satisfies Record<string, CatalogueEntry>;
