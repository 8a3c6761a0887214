import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Change } from '../../core/plan/change.ts';
import type { Kube } from '../../kube/kube.ts';
import { awaitReplacedWebhooks } from './await-replaced-webhooks.ts';
import { awaitTrust } from './await-trust.ts';
import { removeNamespace } from './namespace.ts';
import type { PreparedInstall } from './prepare-install.ts';
import { watchPods } from './watch-pods.ts';

/** What `install` answers; `--json` prints it as it stands. */
export interface InstallResult {
  readonly cluster: string;
  readonly context: string;
  readonly release: string;
  readonly namespace: string;
  readonly chartVersion: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`. */
  readonly applied: boolean;
}

/**
 * Stores the CA if it is to be stored, and has Helm install the chart; takes back what it began where that fails.
 * @throws {IamraError} IAMRA163, IAMRA164 for Helm's failures, IAMRA905 where it was interrupted
 */
export async function applyInstall(
  context: Context,
  prepared: PreparedInstall,
): Promise<InstallResult> {
  const { cluster, ca, order, isFirst } = prepared;
  const { newCa } = ca;
  if (newCa !== undefined) {
    await context.terminal.step(`Store the CA in ${newCa.place}`, () => newCa.store());
  }
  if (context.signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what was made stays.');
  const title = `${isFirst ? 'Install' : 'Upgrade'} ${order.name} and wait until it is ready`;
  try {
    await context.terminal.step(title, () =>
      watchPods(cluster.kube, order.namespace, () => cluster.helm.upgradeInstall(order)),
    );
  } catch (error) {
    await takeBackNamespace(context, prepared);
    throw error;
  }
  await awaitTrust(context, cluster.kube);
  if (!isFirst) await awaitReplacedWebhooks(context, cluster.kube, order.namespace);
  return installResult(prepared, true);
}

/** What the user is told, whether or not anything was done. */
export function installResult(prepared: PreparedInstall, applied: boolean): InstallResult {
  const { cluster, target, order, chartVersion, changes } = prepared;
  return {
    cluster: target.cluster,
    context: cluster.kube.context,
    release: order.name,
    namespace: order.namespace,
    chartVersion,
    changes,
    applied,
  };
}

/** Helm takes back all but the namespace that it made; another's things in it are never touched. */
async function takeBackNamespace(
  { terminal }: Context,
  { cluster, order, isFirst, namespaceExists }: PreparedInstall,
): Promise<void> {
  const { kube } = cluster;
  const { namespace } = order;
  if (!isFirst || namespaceExists || (await holdsRelease(kube, namespace))) return;
  await terminal.step(`Remove namespace ${namespace}`, () => removeNamespace(kube, namespace));
  terminal.note('Nothing is left of it.');
}

/** Helm keeps releases in Secrets of this label. */
async function holdsRelease(kube: Kube, namespace: string): Promise<boolean> {
  const query = { apiVersion: 'v1', kind: 'Secret', namespace, labelSelector: 'owner=helm' };
  return (await kube.list(query)).length > 0;
}
