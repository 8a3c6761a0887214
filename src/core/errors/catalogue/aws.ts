import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 2xx: AWS, and what iamra keeps about it. */
export const awsCatalogue = {
  IAMRA201: {
    title: 'No AWS credentials were found.',
    exit: exitCode.environment,
    fix: 'aws configure, or name a profile of the AWS CLI with --profile',
  },
  IAMRA202: {
    title: 'The AWS credentials have expired.',
    exit: exitCode.environment,
    fix: 'aws sso login, or refresh the credentials of the profile',
  },
  IAMRA203: {
    title: 'No AWS region is known.',
    exit: exitCode.usage,
    fix: 'name it with --region',
  },
  IAMRA204: {
    title: 'AWS refused the call.',
    exit: exitCode.refused,
    fix: 'allow the action that the message names to the identity that runs iamra',
  },
  IAMRA205: {
    title: 'AWS could not be reached.',
    exit: exitCode.environment,
    fix: 'check the network, the proxy and --endpoint-url, then run the command again',
  },
  IAMRA206: {
    title: 'A role of that name exists and was not made by iamra.',
    exit: exitCode.refused,
    fix: 'choose another name with --role',
  },
  IAMRA207: {
    title: 'The account or region differs from the one in iamra.yaml.',
    exit: exitCode.usage,
    fix: 'use the profile and region that iamra.yaml names, or another --config file',
  },
  IAMRA208: {
    title: 'The CA certificate does not meet what AWS demands.',
    exit: exitCode.usage,
    fix: 'make a CA with CA:TRUE, keyCertSign and SHA-256 or better, or let iamra make one with --ca new',
  },
  IAMRA209: {
    title: 'The key of the CA is missing or does not belong to the trust anchor.',
    exit: exitCode.environment,
    fix: 'give the file that the first run wrote with --ca-key-file',
  },
  IAMRA210: {
    title: 'More than one AWS resource could be meant.',
    exit: exitCode.refused,
    fix: 'write the ARN of the right one into iamra.yaml and run the command again',
  },
  IAMRA211: {
    title: 'AWS does not accept the credentials.',
    exit: exitCode.environment,
    fix: 'aws sts get-caller-identity, with the same profile and endpoint',
  },
  IAMRA212: {
    title: 'AWS throttles the calls.',
    exit: exitCode.refused,
    fix: 'wait a minute and run the command again: it goes on where it stopped',
  },
  IAMRA213: {
    title: 'A limit of AWS would be passed.',
    exit: exitCode.usage,
    fix: 'spread the roles over several clusters or profiles, or ask AWS for a higher limit',
  },
} as const satisfies Record<string, CatalogueEntry>;
