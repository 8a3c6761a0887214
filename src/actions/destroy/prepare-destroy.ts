import type { Aws } from '../../aws/aws.ts';
import type { CallerIdentity } from '../../aws/sts.ts';
import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { DestroyObservation } from '../../core/plan/destroy/destroy-observation.ts';
import { type DestroyPlan, planDestroy } from '../../core/plan/destroy/plan-destroy.ts';
import { whatRemains } from '../../core/plan/destroy/what-remains.ts';
import type { User } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { Kube } from '../../kube/kube.ts';
import type { AwsSide } from '../aws-side/open-aws-side.ts';
import { affectedUsers } from '../role/affected-users.ts';
import { type ClusterChoice, clusterAtHand } from '../role/cluster-at-hand.ts';
import { locateCaSecret } from './locate-ca-secret.ts';
import { observeDestroy } from './observe-destroy.ts';
import { refuseRecentSessions } from './refuse-recent-sessions.ts';

/** What the user asks of `destroy`. */
export interface DestroyInput extends ClusterChoice {
  readonly configFile: string;
  /** Workloads that get their credentials from it are no reason to stop. */
  readonly force: boolean;
}

/** All that is known before the first write. */
export interface PreparedDestroy {
  readonly configFile: string;
  readonly config: IamraConfig;
  readonly aws: Aws;
  readonly caller: CallerIdentity;
  readonly observed: DestroyObservation;
  readonly plan: DestroyPlan;
  /** Who loses credentials; none where no cluster could be asked. */
  readonly users: readonly User[];
  /** What will still be there. */
  readonly remains: readonly string[];
}

/**
 * Finds what is of the cluster, and whoever still needs it; writes nothing.
 * @throws {IamraError} IAMRA246 where somebody does and `force` isn't given
 */
export async function prepareDestroy(
  context: Context,
  { config, aws, caller }: AwsSide,
  input: DestroyInput,
): Promise<PreparedDestroy> {
  const observed = await observeDestroy(aws, config);
  const plan = planDestroy(config.cluster, observed);
  const kube = await clusterAtHand(context, input, config.cluster);
  const users =
    plan.steps.length === 0 ? [] : await findUsers(context, { aws, config, kube, input });
  const caPlace = kube === undefined ? undefined : await locateCaSecret(kube);
  const remains = whatRemains(config, observed, caPlace);
  return { configFile: input.configFile, config, aws, caller, observed, plan, users, remains };
}

interface Surroundings extends Pick<PreparedDestroy, 'aws' | 'config'> {
  readonly kube: Kube | undefined;
  readonly input: DestroyInput;
}

async function findUsers(
  context: Context,
  { aws, config, kube, input }: Surroundings,
): Promise<User[]> {
  if (kube !== undefined) return affectedUsers(context, kube, () => true, input.force);
  if (!input.force) await refuseRecentSessions(aws.rolesAnywhere, config.cluster, context.now());
  return [];
}
