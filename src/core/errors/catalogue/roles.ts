import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 24x and 25x: single roles, and the end of the AWS side. */
export const rolesCatalogue = {
  IAMRA245: {
    title: 'IAM does not delete a role to which something is attached.',
    exit: exitCode.refused,
    fix: 'take away what the message names, then run the same command again',
  },
  IAMRA246: {
    title: 'Workloads still get their credentials from what would be removed.',
    exit: exitCode.refused,
    fix: 'iamra unannotate each of them first, or insist with --force',
  },
  IAMRA247: {
    title: 'There is no such role.',
    exit: exitCode.refused,
    fix: 'iamra role list',
  },
  IAMRA248: {
    title: 'The statement of iamra is the only one in the trust policy of an adopted role.',
    exit: exitCode.refused,
    fix: 'give the role another statement or delete it: aws iam update-assume-role-policy, aws iam delete-role',
  },
  IAMRA249: {
    title: 'The role cannot be adopted.',
    exit: exitCode.refused,
    fix: 'choose a role of this account that somebody else made',
  },
} as const satisfies Record<string, CatalogueEntry>;
