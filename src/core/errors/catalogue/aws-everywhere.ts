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
  IAMRA287: {
    title: 'The AWS CLI has no profile of that name.',
    exit: exitCode.environment,
    fix: 'aws configure list-profiles, then name one of them with --profile',
  },
  IAMRA288: {
    title: 'An MFA code is missing or wrong.',
    exit: exitCode.environment,
    fix: 'run the command on a terminal, where it asks for the code',
  },
  IAMRA290: {
    title: 'A profile of the AWS CLI gives no credentials.',
    exit: exitCode.environment,
    fix: 'aws sts get-caller-identity, with the same profile, until it answers',
  },
} as const satisfies Record<string, CatalogueEntry>;
