import type { QueryOperation } from '../query/query-service.ts';
import { addRole, isRoleNameTaken } from './add-role.ts';
import { description, shortestSessionSeconds } from './constraints.ts';
import { invalidInput } from './iam-errors.ts';
import { wholeRole } from './role-xml.ts';

/** The role of each service that has one here. */
const names: ReadonlyMap<string, string> = new Map([
  ['rolesanywhere.amazonaws.com', 'AWSServiceRoleForRolesAnywhere'],
]);

export const createServiceLinkedRole: QueryOperation = ({ input, account }) => {
  const service = input.text('AWSServiceName', { maximum: 128 });
  const name = names.get(service);
  if (name === undefined) {
    throw invalidInput(`The emulator knows no service-linked role of ${service}.`);
  }
  if (isRoleNameTaken(name, account)) {
    throw invalidInput(
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    );
  }
  const role = addRole(
    {
      name,
      path: `/aws-service-role/${service}/`,
      description: input.optionalText('Description', description) ?? '',
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      }),
      maxSessionDuration: shortestSessionSeconds,
      tags: {},
    },
    account,
  );
  return { Role: wholeRole(role) };
};
