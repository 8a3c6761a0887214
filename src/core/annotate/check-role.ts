import type { IamraConfig, RoleConfig } from '../config/iamra-config.ts';
import { IamraError } from '../errors/iamra-error.ts';
import {
  formatServiceAccountName,
  parseServiceAccountName,
  type ServiceAccountName,
} from '../identity/service-account.ts';
import { nearest } from '../nearest.ts';

/** A role that exists. */
export type MadeRole = RoleConfig & { readonly arn: string };

/**
 * The role of that name in `iamra.yaml`.
 * @throws {IamraError} IAMRA170 where there is none, or where `init` has not made it yet
 */
export function findRole(config: IamraConfig, name: string): MadeRole {
  const role = config.roles.find((candidate) => candidate.name === name);
  const fix = `iamra role add ${name} --service-account NAMESPACE/NAME`;
  if (role === undefined) {
    const names = config.roles.map((candidate) => candidate.name);
    const meant = nearest(name, names);
    const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    const hint = meant === undefined ? '.' : `; did you mean “${meant}”?`;
    throw new IamraError('IAMRA170', `iamra.yaml has no role “${name}”: ${known}${hint}`, { fix });
  }
  const { arn } = role;
  if (arn === undefined) {
    throw new IamraError('IAMRA170', `Role ${name} is in iamra.yaml, but was not made yet.`, {
      fix: 'iamra init',
    });
  }
  return { ...role, arn };
}

/**
 * Holds the ServiceAccount to those that the role trusts.
 * @throws {IamraError} IAMRA171 naming both, with the command that would add it
 */
export function checkTrust(role: RoleConfig, account: ServiceAccountName): void {
  const name = formatServiceAccountName(account);
  if (role.serviceAccounts.some((trusted) => canonical(trusted) === name)) return;
  throw new IamraError(
    'IAMRA171',
    `Role ${role.name} does not trust ServiceAccount ${name}; it trusts ${role.serviceAccounts.join(', ')}.`,
    { fix: `iamra role add ${role.name} --service-account ${name}` },
  );
}

function canonical(text: string): string {
  const account = parseServiceAccountName(text);
  return account === undefined ? text : formatServiceAccountName(account);
}
