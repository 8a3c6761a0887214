import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 285–294: who may write to the AWS side now, how AWS is reached, and what it refuses. */
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
  IAMRA291: {
    title: 'A limit of the AWS account is reached.',
    exit: exitCode.refused,
    fix: 'delete what is not used, or ask AWS for more: aws service-quotas list-service-quotas --service-code rolesanywhere (or iam)',
  },
  IAMRA292: {
    title: 'Something that iamra was to change is not in AWS any more.',
    exit: exitCode.refused,
    fix: 'run the command again: it looks at what is there now, and goes on',
  },
  IAMRA293: {
    title: 'AWS does not take a policy.',
    exit: exitCode.refused,
    fix: 'correct the policy that the call sends: its conditions are in iamra.yaml, its statements in the .json file; aws accessanalyzer validate-policy says what is wrong',
  },
  IAMRA294: {
    title: 'A service of AWS is in trouble.',
    exit: exitCode.environment,
    fix: 'wait (https://health.aws.amazon.com/health/status), then run the command again: it goes on where it stopped',
  },
} as const satisfies Record<string, CatalogueEntry>;
