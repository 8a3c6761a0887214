import type { EmulatorAccount } from '../account.ts';
import { constraintError } from '../query/query-error.ts';
import type { QueryInput } from '../query/query-input.ts';
import type { QueryOperation } from '../query/query-service.ts';
import { policyArn } from './constraints.ts';
import { findOwnRole } from './find-role.ts';
import { noSuchEntity } from './iam-errors.ts';
import { policyExists } from './policy-exists.ts';

export const putRolePermissionsBoundary: QueryOperation = (call) => {
  const role = findOwnRole(call);
  const arn = readPermissionsBoundary(call.input, call.account);
  if (arn === undefined) throw constraintError('PermissionsBoundary', null, 'not be null');
  role.permissionsBoundary = arn;
  return undefined;
};

export const deleteRolePermissionsBoundary: QueryOperation = (call) => {
  const role = findOwnRole(call);
  if (role.permissionsBoundary === undefined) {
    throw noSuchEntity(`Role ${role.name} does not have any permissions boundary.`);
  }
  delete role.permissionsBoundary;
  return undefined;
};

/** The policy that bounds a role, if a call names one. @throws {QueryError} where it doesn't exist */
export function readPermissionsBoundary(
  input: QueryInput,
  account: EmulatorAccount,
): string | undefined {
  const arn = input.optionalText('PermissionsBoundary', policyArn);
  if (arn === undefined || policyExists(arn, account)) return arn;
  throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}
