import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { roleNamePattern } from '../../core/config/role-schema.ts';
import { isClusterName } from '../../core/identity/cluster-name.ts';
import { parseServiceAccountName } from '../../core/identity/service-account.ts';
import { isRegion } from '../../core/region.ts';
import type { InitFlags } from '../init-flags.ts';
import { policyReference } from '../policy-reference.ts';
import type { InitAnswers } from './answers.ts';
import type { InitSuggestions } from './find-suggestions.ts';
import { suggestClusterName } from './suggest-cluster-name.ts';

/** Asks for what the flags leave open, each question with a line of what it is for. */
export async function askForInit(
  context: Context,
  flags: InitFlags,
  known: InitSuggestions,
): Promise<InitAnswers> {
  const profile = await askProfile(context, flags, known);
  const region = await askRegion(context, flags, profile ?? flags.profile);
  const cluster = await askCluster(context, known);
  const place = await askPlaceOfCa(context, flags, known, cluster);
  return { profile, region, cluster, ...place, ...(await askRole(context, flags, known)) };
}

async function askProfile(
  { terminal, environment }: Context,
  flags: InitFlags,
  { profiles }: InitSuggestions,
): Promise<string | undefined> {
  const hasKeys = environment['AWS_ACCESS_KEY_ID'] !== undefined;
  if (flags.profile !== undefined || hasKeys || profiles.length < 2) return undefined;
  terminal.note('\nWhose AWS account: the credentials of a profile of the AWS CLI.');
  return terminal.choose('AWS CLI profile', {
    flag: '--profile',
    choices: profiles.map((name) => ({ value: name, name })),
    suggestion: profiles.includes('default') ? 'default' : undefined,
  });
}

async function askRegion(
  context: Context,
  flags: InitFlags,
  profile: string | undefined,
): Promise<string | undefined> {
  if (flags.region !== undefined) return undefined;
  const { terminal } = context;
  terminal.note('\nTrust anchor and Roles Anywhere profile live in one region; pods may use any.');
  return terminal.ask('AWS region', {
    flag: '--region',
    suggestion: await context.findRegion(profile),
    problem: (text) => (isRegion(text) ? undefined : 'A region is written as eu-west-1.'),
  });
}

function askCluster({ terminal }: Context, { cluster }: InitSuggestions): Promise<string> {
  terminal.note(
    '\nThe name becomes part of every identity; no two clusters of an account share one.',
  );
  return terminal.ask('Name of the cluster', {
    flag: '--cluster',
    suggestion: suggestClusterName(cluster?.context),
    problem: (text) =>
      isClusterName(text) ? undefined : 'Take 1 to 63 of the characters a–z, 0–9, “.” and “-”.',
  });
}

async function askPlaceOfCa(
  { terminal, environment }: Context,
  flags: InitFlags,
  { cluster }: InitSuggestions,
  name: string,
): Promise<Pick<InitAnswers, 'context' | 'ca-key-file'>> {
  if (flags.ca !== undefined || flags['ca-key-file'] !== undefined) return {};
  terminal.note('\nWho has the private key of the CA can be any workload. It never goes to AWS.');
  const inCluster = cluster?.isPlaceForCa === true;
  const place = !inCluster
    ? 'file'
    : await terminal.choose('Where the CA’s key is kept', {
        flag: '--ca-key-file',
        choices: [
          { value: 'cluster', name: `in a Secret of the cluster of context ${cluster.context}` },
          { value: 'file', name: 'in a file of yours' },
        ],
        suggestion: 'cluster',
      });
  if (place === 'cluster') return { context: cluster?.context };
  const file = await terminal.ask('File for the CA’s certificate and key, never to be committed', {
    flag: '--ca-key-file',
    suggestion: join(environment['HOME'] ?? '..', `iamra-${name}-ca.key`),
    problem: (text) => (text.trim() === '' ? 'Name a file.' : undefined),
  });
  return { 'ca-key-file': file };
}

const later = '';
const other = 'other';

async function askRole(
  { terminal }: Context,
  flags: InitFlags,
  { cluster }: InitSuggestions,
): Promise<Pick<InitAnswers, 'role' | 'service-account' | 'policy'>> {
  if (flags.role !== undefined) return {};
  terminal.note(
    '\nThe first role: one ServiceAccount, and what it may do. “iamra role add” makes more.',
  );
  const accounts = cluster?.serviceAccounts ?? [];
  const chosen =
    accounts.length === 0
      ? other
      : await terminal.choose('ServiceAccount', {
          flag: '--service-account',
          choices: [
            ...accounts.map((name) => ({ value: name, name })),
            { value: other, name: 'another one, which may not exist yet' },
            { value: later, name: 'none now' },
          ],
        });
  const account = chosen === other ? await askAccount(terminal) : chosen;
  if (account === later) return {};
  const role = await terminal.ask('Name of its IAM role', {
    flag: '--role',
    suggestion: parseServiceAccountName(account)?.name,
    problem: (text) =>
      roleNamePattern.test(text)
        ? undefined
        : 'Take up to 64 letters, digits and + = , . @ - _; the name, not the ARN.',
  });
  const policy = await terminal.ask('Policy: its ARN, or a .json file; empty for none', {
    flag: '--policy',
    problem: (text) => (text === '' ? undefined : policyProblem(text, flags.config)),
  });
  return { role, 'service-account': [account], ...(policy === '' ? {} : { policy: [policy] }) };
}

function askAccount(terminal: Context['terminal']): Promise<string> {
  return terminal.ask('ServiceAccount as NAMESPACE/NAME; empty for none now', {
    flag: '--service-account',
    problem: (text) =>
      text === '' || parseServiceAccountName(text) !== undefined
        ? undefined
        : 'Write it as default/web.',
  });
}

function policyProblem(text: string, configFile: string): string | undefined {
  try {
    policyReference('--policy', text, configFile);
    return undefined;
  } catch {
    return 'Give arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, say, or s3-read.json.';
  }
}
