import { formatServiceAccountName } from '../identity/service-account.ts';
import type { AccessRequest } from './access-request.ts';

/** The command that lets a ServiceAccount assume a role. */
export function giveRole({ account, role }: Pick<AccessRequest, 'account' | 'role'>): string {
  const name = role.arn.split('/').at(-1) ?? role.arn;
  const who = formatServiceAccountName(account);
  if (role.isOurs || role.found === undefined) {
    return `iamra role add ${name} --service-account ${who}`;
  }
  return `iamra role adopt ${role.arn} --service-account ${who}`;
}
