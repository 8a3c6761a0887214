import { resourceName } from '../../anywhere/resource-name.ts';
import { ownershipTags } from '../../anywhere/tags.ts';
import { parseArn } from '../../arn.ts';
import type { IamraConfig, RoleConfig } from '../../config/iamra-config.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import type { InitTarget, TargetProfile, TargetRole } from './init-target.ts';
import { inlinePolicies, type PolicyFiles, policyDocument } from './inline-policies.ts';

/** Seconds that credentials live where `iamra.yaml` says nothing. */
export const defaultDurationSeconds = 3600;

/**
 * What `iamra.yaml` wants of AWS.
 * @throws {IamraError} IAMRA238 for a policy file that can't be used, IAMRA240 for a role of another account
 */
export function initTarget(config: IamraConfig, partition: string, files: PolicyFiles): InitTarget {
  const { cluster, region, account } = config;
  const name = resourceName(cluster);
  return {
    cluster,
    region,
    account,
    partition,
    tags: { ...config.tags, ...ownershipTags(cluster) },
    ...(config.sourceAccount === true ? { sourceAccount: account } : {}),
    trustAnchor: { name, ...config.trustAnchor },
    profile: targetProfile(
      config.profile ?? { name, durationSeconds: defaultDurationSeconds },
      files,
    ),
    roles: config.roles.map((role) => {
      refuseOtherAccount(role, account);
      return targetRole(role, config, files);
    }),
  };
}

function targetProfile(
  profile: NonNullable<IamraConfig['profile']>,
  files: PolicyFiles,
): TargetProfile {
  const { sessionPolicy, managedPolicies = [], ...rest } = profile;
  return {
    ...rest,
    ...(sessionPolicy === undefined ? {} : { sessionPolicy: policyDocument(sessionPolicy, files) }),
    managedPolicyArns: managedPolicies,
  };
}

function targetRole(role: RoleConfig, config: IamraConfig, files: PolicyFiles): TargetRole {
  const { name, arn, serviceAccounts, permissionsBoundary, policies } = role;
  const paths = policies.filter((policy) => !isArn(policy));
  return {
    name,
    ...(arn === undefined ? {} : { arn }),
    path: role.path ?? '/',
    adopted: role.adopted ?? false,
    serviceAccounts,
    conditions: role.conditions ?? {},
    managedPolicies: policies.filter(isArn),
    inlinePolicies: inlinePolicies(name, paths, files),
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    tags: { ...config.tags, ...role.tags, ...ownershipTags(config.cluster) },
  };
}

function isArn(policy: string): boolean {
  return parseArn(policy) !== undefined;
}

function refuseOtherAccount({ name, arn }: RoleConfig, account: string): void {
  if (arn === undefined || parseArn(arn)?.account === account) return;
  throw new IamraError(
    'IAMRA240',
    `Role ${name} is of account ${parseArn(arn)?.account ?? ''}; trust anchor and Roles Anywhere profile are of account ${account}.`,
  );
}
