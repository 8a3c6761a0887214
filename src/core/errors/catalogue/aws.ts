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
    fix: 'allow the action that the message names; iamra export permissions prints all that iamra needs',
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
  IAMRA220: {
    title: 'The trust anchor does not exist.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA221: {
    title: 'The trust anchor is disabled.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA222: {
    title: 'The CA certificate of the trust anchor cannot be used.',
    exit: exitCode.refused,
    fix: 'put a valid CA certificate into the trust anchor: aws rolesanywhere update-trust-anchor',
  },
  IAMRA223: {
    title: 'The CA certificate of the trust anchor expires soon.',
    exit: exitCode.refused,
    fix: 'iamra ca rotate',
  },
  IAMRA224: {
    title: 'The CA in the cluster is not one that the trust anchor holds.',
    exit: exitCode.environment,
    fix: 'put the CA of the cluster into the trust anchor, or the CA of the trust anchor into the cluster',
  },
  IAMRA225: {
    title: 'The Roles Anywhere profile does not exist.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA226: {
    title: 'The Roles Anywhere profile is disabled.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA227: {
    title: 'The Roles Anywhere profile does not list a role that is asked for.',
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
  },
  IAMRA228: {
    title: 'The Roles Anywhere profile does not map what trust policies look at.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA229: {
    title: 'The Roles Anywhere profile takes no session names, which the agent sends.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA230: {
    title: 'The notifications of the trust anchor tell too much or too little.',
    exit: exitCode.refused,
    fix: 'iamra init',
  },
  IAMRA231: {
    title: 'A role that is asked for does not exist, or is not of this account.',
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
  },
  IAMRA232: {
    title: "A role's trust policy refuses a ServiceAccount that asks for it.",
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
  },
  IAMRA233: {
    title: 'A role allows only shorter sessions than are asked for.',
    exit: exitCode.refused,
    fix: 'aws iam update-role --max-session-duration, or a shorter iamra.dev/session-duration',
  },
  IAMRA234: {
    title: 'The clock of this machine differs from that of AWS.',
    exit: exitCode.refused,
    fix: 'set the clock: timedatectl set-ntp true',
  },
  IAMRA235: {
    title: 'The installation in the cluster and iamra.yaml name different things.',
    exit: exitCode.refused,
    fix: 'iamra install, or give the right file with --config',
  },
  IAMRA236: {
    title: 'There is no iamra.yaml.',
    exit: exitCode.usage,
    fix: 'run the command where iamra.yaml is, name it with --config FILE, or make it with iamra init',
  },
} as const satisfies Record<string, CatalogueEntry>;
