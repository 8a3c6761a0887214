import { resourceName } from '../../core/anywhere/resource-name.ts';
import { configApiVersion, type IamraConfig } from '../../core/config/iamra-config.ts';
import { defaultDurationSeconds } from '../../core/plan/init/target-of-config.ts';
import type { InitInput } from './init-input.ts';
import { mergeRoles } from './merge-roles.ts';

/** Where everything is: found out before anything else. */
export type InitPlace = Pick<IamraConfig, 'cluster' | 'region' | 'account'>;

/** `iamra.yaml` with what the user asks for added; nothing is taken away. */
export function wantedConfig(
  present: IamraConfig | undefined,
  input: InitInput,
  { cluster, region, account }: InitPlace,
): IamraConfig {
  const name = resourceName(cluster);
  const sourceAccount = input.sourceAccount ?? present?.sourceAccount;
  const tags = { ...present?.tags, ...input.tags };
  return {
    apiVersion: configApiVersion,
    cluster,
    region,
    account,
    trustAnchor: { name, ...present?.trustAnchor },
    profile: wantedProfile(present?.profile, input, name),
    ...(sourceAccount === undefined ? {} : { sourceAccount }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    roles: mergeRoles(present?.roles ?? [], input.roles),
  };
}

type ProfileConfig = NonNullable<IamraConfig['profile']>;

function wantedProfile(
  present: ProfileConfig | undefined,
  { durationSeconds, sessionPolicy, managedPolicies = [] }: InitInput,
  name: string,
): ProfileConfig {
  const base = present ?? { name, durationSeconds: defaultDurationSeconds };
  const managed = new Set([...(base.managedPolicies ?? []), ...managedPolicies]);
  return {
    ...base,
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    ...(managed.size === 0 ? {} : { managedPolicies: [...managed] }),
  };
}
