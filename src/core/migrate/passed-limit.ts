import { resourceName } from '../anywhere/resource-name.ts';
import type { Role } from '../anywhere/role.ts';
import type { IamraConfig, RoleConfig } from '../config/iamra-config.ts';
import { IamraError } from '../errors/iamra-error.ts';
import { refuseOverLimits } from '../plan/init/refuse-over-limits.ts';
import { defaultDurationSeconds, initTarget } from '../plan/init/target-of-config.ts';
import { type Hindrance, hindranceOf } from './irsa-account.ts';

/** What of AWS' limits a role would pass with further ServiceAccounts; undefined where it keeps them. */
export function passedLimit(
  wanted: RoleConfig,
  config: IamraConfig,
  partition: string,
  role: Role | undefined,
): Hindrance | undefined {
  // What it may do is no part of the question, and its files are not read here.
  const profile = { name: resourceName(config.cluster), durationSeconds: defaultDurationSeconds };
  const alone = { ...config, profile, roles: [{ ...wanted, policies: [] }] };
  const roles = role === undefined ? [] : [{ role, attachedPolicyArns: [], inlinePolicies: [] }];
  const observed = { trustAnchor: undefined, profile: undefined, roles, duplicates: [] };
  try {
    refuseOverLimits(initTarget(alone, partition, new Map()), observed);
    return undefined;
  } catch (error) {
    if (IamraError.is(error)) return hindranceOf(error);
    throw error;
  }
}
