import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 2xx: who may write to the AWS side now, and how AWS is reached. */
export const awsEverywhereCatalogue = {
  IAMRA285: {
    title: 'Somebody else changes the AWS side of the cluster at this moment.',
    exit: exitCode.environment,
    fix: 'wait until that is done, then run the same command again',
  },
  IAMRA286: {
    title: 'The lock on the AWS side was lost while work was going on.',
    exit: exitCode.environment,
    fix: 'see who took it, then run the same command again: it goes on where it stopped',
  },
} as const satisfies Record<string, CatalogueEntry>;
