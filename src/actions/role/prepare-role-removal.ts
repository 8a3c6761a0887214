import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import { resourceName } from '../../core/anywhere/resource-name.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { planRoleRemoval } from '../../core/plan/role/plan-role-removal.ts';
import type {
  RemovalObservation,
  RoleRemoval,
  RoleRemovalPlan,
} from '../../core/plan/role/role-removal.ts';
import type { User } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { findOwned } from '../init/find-owned.ts';
import { affectedUsers } from './affected-users.ts';
import { readDeletableRole } from './apply-role-deletion.ts';
import { type ClusterChoice, clusterAtHand } from './cluster-at-hand.ts';
import type { RoleUse } from './find-role-users.ts';

/** What the user asks of `role remove`. */
export interface RoleRemovalInput extends ClusterChoice, RoleRemoval {
  readonly configFile: string;
  /** Workloads that use the role are no reason to stop. */
  readonly force: boolean;
}

/** All that is known before the first write. */
export interface PreparedRoleRemoval {
  readonly input: RoleRemovalInput;
  readonly config: IamraConfig;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly plan: RoleRemovalPlan;
  /** Who loses credentials; none where no cluster could be asked. */
  readonly users: readonly User[];
}

/**
 * Finds the role, what hangs on it and who uses it; writes nothing.
 * @throws {IamraError} IAMRA246 where somebody does and `force` isn't given, and what `planRoleRemoval` throws
 */
export async function prepareRoleRemoval(
  context: Context,
  { config, aws, caller }: AwsSide,
  input: RoleRemovalInput,
): Promise<PreparedRoleRemoval> {
  const observed = await observeRemoval(aws, config, input.name);
  const plan = planRoleRemoval(config, input, observed);
  const users = plan.steps.length === 0 ? [] : await findUsers(context, config, input, observed);
  return { input, config, aws, caller, plan, users };
}

async function observeRemoval(
  { rolesAnywhere, iam }: Aws,
  config: IamraConfig,
  name: string,
): Promise<RemovalObservation> {
  const { cluster } = config;
  const common = { cluster, name: resourceName(cluster), listTags: rolesAnywhere.listTags };
  const profile = await findOwned({
    ...common,
    ...config.profile,
    what: 'Roles Anywhere profile',
    get: rolesAnywhere.getProfile,
    list: rolesAnywhere.listProfiles,
  });
  const trustAnchor = await findOwned({
    ...common,
    ...config.trustAnchor,
    what: 'trust anchor',
    get: rolesAnywhere.getTrustAnchor,
    list: rolesAnywhere.listTrustAnchors,
  });
  const role = await iam.getRole(name);
  return {
    profile: profile.found,
    trustAnchorArn: trustAnchor.found?.arn,
    role: role === undefined ? undefined : await readDeletableRole(iam, role),
  };
}

async function findUsers(
  context: Context,
  config: IamraConfig,
  input: RoleRemovalInput,
  { role }: RemovalObservation,
): Promise<User[]> {
  const written = config.roles.find(({ name }) => name === input.name);
  const arn = role?.role.arn ?? written?.arn;
  const kube = await clusterAtHand(context, input, config.cluster);
  if (kube === undefined) {
    context.terminal.note('No cluster is at hand: whether workloads use the role is not known.');
    return [];
  }
  const isMeant = ({ roleArn, account }: RoleUse): boolean => {
    const { serviceAccount = formatServiceAccountName(account) } = input;
    return roleArn === arn && formatServiceAccountName(account) === serviceAccount;
  };
  return affectedUsers(context, kube, isMeant, input.force);
}
