import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 237–244: iamra.yaml held against what AWS has. */
export const awsPlanCatalogue = {
  IAMRA237: {
    title: 'The path of a role cannot be changed.',
    exit: exitCode.refused,
    fix: 'write the path that the role has into iamra.yaml, or take another name for the role',
  },
  IAMRA238: {
    title: 'A policy file cannot be used.',
    exit: exitCode.usage,
    fix: 'correct the file that the message names; it is looked for beside iamra.yaml',
  },
  IAMRA239: {
    title: 'An adopted role does not exist.',
    exit: exitCode.refused,
    fix: 'take the role out of iamra.yaml, or adopted: true off it, and iamra makes it',
  },
  IAMRA240: {
    title: 'A role is of another account.',
    exit: exitCode.usage,
    fix: 'take a role of the account of the trust anchor, and let that one assume the other: sts:AssumeRole',
  },
  IAMRA241: {
    title: 'A trust anchor or Roles Anywhere profile belongs to another cluster.',
    exit: exitCode.refused,
    fix: 'take its ARN out of iamra.yaml, or name that cluster',
  },
  IAMRA242: {
    title: 'AWS does not see yet what was just made.',
    exit: exitCode.timedOut,
    fix: 'run the command again: it goes on where it stopped',
  },
  IAMRA243: {
    title: 'Somebody else changes the Roles Anywhere profile at the same time.',
    exit: exitCode.refused,
    fix: 'run the command again when the other is done',
  },
} as const satisfies Record<string, CatalogueEntry>;
