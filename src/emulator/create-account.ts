import { randomBytes, randomInt } from 'node:crypto';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { IdentityPolicy } from '../core/iam/identity/identity-policy.ts';
import { parseIdentityPolicy } from '../core/iam/identity/parse-identity-policy.ts';
import { PolicySyntaxError } from '../core/iam/policy-syntax-error.ts';
import type { EmulatorAccount } from './account.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { emptyState } from './state.ts';
import { readStateFile, type StoredAccount } from './storage/state-file.ts';

/**
 * The account that the options describe, as the state file left it.
 * @throws {IamraError} IAMRA901 for options that fit no account, or not the one in the state file
 */
export function createAccount(options: EmulatorOptions): EmulatorAccount {
  const { stateFile, region = 'eu-west-1', issueSeconds } = options;
  const stored = stateFile === undefined ? undefined : readStateFile(stateFile);
  const account = stored ?? newAccount(options);
  checkAccount(account, options);
  const { administrator, partition, state } = account;
  return {
    state,
    id: account.account,
    partition,
    region,
    now: clock(options),
    issueSeconds,
    administrator,
    permissions: permissionsOf(options),
  };
}

type Account = Omit<StoredAccount, 'format'>;

function newAccount({ accountId = '123456789012', partition = 'aws' }: EmulatorOptions): Account {
  return {
    account: accountId,
    partition,
    administrator: createAdministrator(),
    state: emptyState(),
  };
}

function checkAccount({ account, partition }: Account, options: EmulatorOptions): void {
  if (!/^\d{12}$/.test(account)) {
    throw new IamraError('IAMRA901', `The account ${account} is not of twelve digits.`);
  }
  const wanted = { id: options.accountId ?? account, partition: options.partition ?? partition };
  if (wanted.id === account && wanted.partition === partition) return;
  throw new IamraError(
    'IAMRA901',
    `The state file holds account ${account} in partition ${partition}, not ${wanted.id} in ${wanted.partition}.`,
    { fix: 'name another state file, or leave account and partition away' },
  );
}

function permissionsOf({ permissions }: EmulatorOptions): IdentityPolicy | undefined {
  if (permissions === undefined) return undefined;
  try {
    return parseIdentityPolicy(permissions);
  } catch (cause) {
    if (!(cause instanceof PolicySyntaxError)) throw cause;
    throw new IamraError('IAMRA901', `The permissions are no IAM policy: ${cause.message}.`, {
      fix: 'give a policy as JSON, such as iamra export permissions prints',
      cause,
    });
  }
}

function clock({ now = () => new Date(), clockOffsetSeconds = 0 }: EmulatorOptions): () => Date {
  return () => new Date(now().getTime() + clockOffsetSeconds * 1000);
}

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function createAdministrator(): EmulatorAccount['administrator'] {
  const letters = Array.from({ length: 16 }, () => keyAlphabet[randomInt(keyAlphabet.length)]);
  return {
    accessKeyId: `AKIA${letters.join('')}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
}
