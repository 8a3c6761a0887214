import type { IamraConfig, RoleConfig } from '../config/iamra-config.ts';
import { formatServiceAccountName } from '../identity/service-account.ts';
import type { IrsaAccount } from './irsa-account.ts';

/** What `iamra.yaml` is to have beside what it has: each role once, for all that name it. */
export function irsaRoles(accounts: readonly IrsaAccount[], config: IamraConfig): RoleConfig[] {
  const arns = [...new Set(accounts.map(({ roleArn }) => roleArn))].sort();
  return arns.map((arn) => {
    const users = accounts.filter(({ roleArn }) => roleArn === arn);
    const isOurs = config.roles.some((role) => role.arn === arn && role.adopted !== true);
    return {
      name: nameOfRole(arn),
      serviceAccounts: users.map(({ account }) => formatServiceAccountName(account)).sort(),
      policies: [],
      ...(isOurs ? {} : { arn, adopted: true }),
    };
  });
}

/** A role's name is the end of its ARN; a path comes before it. */
export function nameOfRole(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
