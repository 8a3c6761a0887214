import type { EmulatorAccount } from '../account.ts';
import { queryTimestamp } from '../query/query-timestamp.ts';
import type { RoleRecord } from '../state.ts';
import { uniqueId } from './unique-id.ts';

type NewRole = Pick<
  RoleRecord,
  'name' | 'path' | 'description' | 'trustPolicy' | 'maxSessionDuration' | 'tags'
>;

/** Adds a role to the account; one that is made anew gets another ID, as in AWS. */
export function addRole(role: NewRole, account: EmulatorAccount): RoleRecord {
  const record: RoleRecord = {
    ...role,
    arn: `arn:${account.partition}:iam::${account.id}:role${role.path}${role.name}`,
    id: uniqueId('AROA'),
    attachedPolicyArns: [],
    inlinePolicies: {},
    createdAt: queryTimestamp(account.now()),
  };
  account.state.roles.push(record);
  return record;
}

/** Names are unique in an account whatever their case and path. */
export function isRoleNameTaken(name: string, { state }: EmulatorAccount): boolean {
  return state.roles.some((role) => role.name.toLowerCase() === name.toLowerCase());
}
