import type { EmulatorAccount } from '../account.ts';

/** The user that the account's long-lived key belongs to. */
export function administratorArn({
  partition,
  id,
}: Pick<EmulatorAccount, 'partition' | 'id'>): string {
  return `arn:${partition}:iam::${id}:user/administrator`;
}

/** Of the form that IAM gives to users. */
export const administratorUserId = 'AIDAEMULATORADMINISTR';
