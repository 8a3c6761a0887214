import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Change } from '../../core/plan/change.ts';
import {
  type LeftRules,
  planUninstall,
  type User,
} from '../../core/plan/uninstall/plan-uninstall.ts';
import type { ReleaseName } from '../../helm/helm.ts';
import type { ClusterInput } from '../install/install-input.ts';
import { type OpenCluster, openCluster } from '../install/open-cluster.ts';
import { findRules } from './find-rules.ts';
import { findUsers } from './find-users.ts';

/** What the user asks of `uninstall`. */
export interface UninstallInput extends ClusterInput {
  readonly release: ReleaseName;
  /** Workloads that get their credentials from iamra are no reason to stop. */
  readonly force: boolean;
  readonly timeout: string;
}

/** All that is known before the first write. */
export interface PreparedUninstall {
  readonly input: UninstallInput;
  readonly cluster: OpenCluster;
  readonly users: readonly User[];
  readonly rules: LeftRules;
  /** Empty where nothing is installed. */
  readonly changes: readonly Change[];
}

/**
 * Finds the release and whoever still needs it; writes nothing.
 * @throws {IamraError} IAMRA169 where somebody does and `force` isn't given
 */
export async function prepareUninstall(
  context: Context,
  input: UninstallInput,
): Promise<PreparedUninstall> {
  const cluster = await openCluster(context, input);
  const { name, namespace } = input.release;
  const installed = await cluster.helm.status(input.release);
  if (installed === undefined) {
    return { input, cluster, users: [], rules: { definitions: [], rules: [] }, changes: [] };
  }
  const users = await findUsers(cluster.kube);
  if (users.length > 0 && !input.force) throw stillUsed(users);
  const rules = await findRules(cluster.kube);
  const changes = planUninstall(name, namespace, users, rules);
  return { input, cluster, users, rules, changes };
}

function stillUsed(users: readonly User[]): IamraError {
  const names = users.map(({ name, what }) => `${name} (${what})`).join(', ');
  return new IamraError('IAMRA169', `Credentials from iamra are in use: ${names}.`);
}
