import { QueryError } from '../query/query-error.ts';
import type { QueryCall } from '../query/query-service.ts';
import type { RoleRecord } from '../state.ts';
import { roleName } from './constraints.ts';
import { noSuchEntity } from './iam-errors.ts';

/** The role that a call names. @throws {QueryError} where there is none */
export function findRole({ input, account }: QueryCall): RoleRecord {
  const name = input.text('RoleName', roleName);
  const role = account.state.roles.find((candidate) => candidate.name === name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** The role that a call wants to change. @throws {QueryError} where there is none, or a service keeps it */
export function findOwnRole(call: QueryCall): RoleRecord {
  const role = findRole(call);
  if (!role.path.startsWith('/aws-service-role/')) return role;
  throw new QueryError(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
  );
}
