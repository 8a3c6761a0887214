import type { Iam } from '../../aws/iam.ts';
import type { Role } from '../../core/anywhere/role.ts';
import { parseArn } from '../../core/arn.ts';
import type { IamraConfig, RoleConfig } from '../../core/config/iamra-config.ts';
import { roleArn as roleArnRule } from '../../core/injection/annotations/annotation-rules.ts';
import type { Hindrance, IrsaAccount } from '../../core/migrate/irsa-account.ts';
import { irsaRoles, nameOfRole } from '../../core/migrate/irsa-roles.ts';
import { judgeIrsaAccount } from '../../core/migrate/judge-irsa-account.ts';
import { passedLimit } from '../../core/migrate/passed-limit.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { mergeRoles } from '../init/merge-roles.ts';
import type { ObservedIrsa } from './observe-irsa.ts';

/** A ServiceAccount, and what keeps it from its role. */
export interface JudgedAccount extends IrsaAccount {
  readonly hindrance: Hindrance | undefined;
}

export interface JudgedIrsa {
  readonly accounts: readonly JudgedAccount[];
  /** What `iamra.yaml` is to have, for those that nothing hinders. */
  readonly roles: readonly RoleConfig[];
}

/** Holds each ServiceAccount against AWS and `iamra.yaml`; what hinders one does not hinder the others. */
export async function judgeIrsa(
  { accounts, excludedNamespaces }: ObservedIrsa,
  { aws, config, caller }: AwsSide,
): Promise<JudgedIrsa> {
  const roles = await readRoles(aws.iam, config, accounts);
  const surroundings = { config, excludedNamespaces, roles };
  const judged = accounts.map((account) => ({
    ...account,
    hindrance: judgeIrsaAccount(account, surroundings),
  }));
  const wanted = irsaRoles(judged.filter(isFree), config);
  const limits = new Map<string, Hindrance>();
  for (const role of mergeRoles(config.roles, wanted)) {
    if (wanted.every(({ name }) => name !== role.name)) continue;
    const limit = passedLimit(role, config, caller.partition, roles.get(role.arn ?? ''));
    if (limit !== undefined) limits.set(role.name, limit);
  }
  return {
    accounts: judged.map((account) => ({
      ...account,
      hindrance: account.hindrance ?? limits.get(nameOfRole(account.roleArn)),
    })),
    roles: wanted.filter(({ name }) => !limits.has(name)),
  };
}

function isFree({ hindrance }: JudgedAccount): boolean {
  return hindrance === undefined;
}

async function readRoles(
  iam: Pick<Iam, 'getRole'>,
  { account }: IamraConfig,
  accounts: readonly IrsaAccount[],
): Promise<Map<string, Role | undefined>> {
  const arns = new Set(
    accounts.map(({ roleArn }) => roleArn).filter((arn) => roleArnRule.accepts(arn)),
  );
  const found = new Map<string, Role | undefined>();
  for (const arn of arns) {
    if (parseArn(arn)?.account === account) found.set(arn, await iam.getRole(nameOfRole(arn)));
  }
  return found;
}
