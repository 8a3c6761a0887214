import type { Role } from '../anywhere/role.ts';
import type { IamraConfig } from '../config/iamra-config.ts';
import { IamraError } from '../errors/iamra-error.ts';
import { formatServiceAccountName } from '../identity/service-account.ts';
import { annotationKey, eksAnnotationKey } from '../injection/annotation-keys.ts';
import { roleArn as roleArnRule } from '../injection/annotations/annotation-rules.ts';
import type { Annotations } from '../injection/injection-input.ts';
import { notice, quote } from '../injection/notice.ts';
import { nameOfAdopted } from '../plan/role/adopted-role.ts';
import { refuseAdoption } from '../plan/role/refuse-adoption.ts';
import { type Hindrance, hindranceOf, type IrsaAccount } from './irsa-account.ts';

/** What ServiceAccounts are held against. */
export interface IrsaSurroundings {
  readonly config: IamraConfig;
  readonly excludedNamespaces: ReadonlySet<string>;
  /** Those that the ServiceAccounts name, by ARN, as far as AWS has a role of the name. */
  readonly roles: ReadonlyMap<string, Role | undefined>;
}

/** What keeps a ServiceAccount from getting its role of EKS by iamra; undefined where nothing does. */
export function judgeIrsaAccount(
  { account, annotations, roleArn }: IrsaAccount,
  { config, excludedNamespaces, roles }: IrsaSurroundings,
): Hindrance | undefined {
  const name = formatServiceAccountName(account);
  if (!roleArnRule.accepts(roleArn)) {
    const message = `${eksAnnotationKey.roleArn} of ServiceAccount ${quote(name)} is ${quote(roleArn)}; allowed: ${roleArnRule.allowed}`;
    return notice('IAMRA302', message);
  }
  const own = overrulingKey(annotations, roleArn);
  if (own !== undefined) {
    const message = `${own} of ServiceAccount ${name} is ${quote(annotations[own] ?? '')}, which wins over ${eksAnnotationKey.roleArn}.`;
    return notice('IAMRA373', message);
  }
  if (excludedNamespaces.has(account.namespace)) {
    const message = `Namespace ${account.namespace} is excluded from injection: the pods of ServiceAccount ${name} get no credentials from iamra.`;
    return notice('IAMRA374', message);
  }
  return tryAdoption(roleArn, config, roles.get(roleArn));
}

function overrulingKey(annotations: Annotations, roleArn: string): string | undefined {
  if (annotations[annotationKey.inject] === 'false') return annotationKey.inject;
  const own = annotations[annotationKey.roleArn];
  return own === undefined || own === roleArn ? undefined : annotationKey.roleArn;
}

function tryAdoption(
  arn: string,
  config: IamraConfig,
  found: Role | undefined,
): Hindrance | undefined {
  if (config.roles.some((role) => role.arn === arn)) return undefined;
  try {
    nameOfAdopted(arn, config);
    refuseAdoption(arn, config.cluster, found);
    return undefined;
  } catch (error) {
    if (IamraError.is(error)) return hindranceOf(error);
    throw error;
  }
}
