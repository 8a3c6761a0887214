import type { Context } from '../../context.ts';
import type { Change } from '../../core/plan/change.ts';
import { whatStays } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { PreparedUninstall } from './prepare-uninstall.ts';

/** What `uninstall` answers; `--json` prints it as it stands. */
export interface UninstallResult {
  readonly context: string;
  readonly release: string;
  readonly namespace: string;
  readonly changes: readonly Change[];
  /** False after `--dry-run`, and where nothing was installed. */
  readonly applied: boolean;
  /** What is still in the cluster, one thing each. */
  readonly stays: readonly string[];
}

/** Has Helm remove the release, and waits until its objects are gone. */
export async function applyUninstall(
  { terminal }: Context,
  prepared: PreparedUninstall,
): Promise<UninstallResult> {
  const { cluster, input } = prepared;
  const { release, timeout } = input;
  await terminal.step(`Uninstall ${release.name}`, () => cluster.helm.uninstall(release, timeout));
  return uninstallResult(prepared, true);
}

/** What the user is told, whether or not anything was done. */
export function uninstallResult(prepared: PreparedUninstall, applied: boolean): UninstallResult {
  const { cluster, input, users, rules, changes } = prepared;
  const { name, namespace } = input.release;
  return {
    context: cluster.kube.context,
    release: name,
    namespace,
    changes,
    applied,
    stays: changes.length === 0 ? [] : whatStays(namespace, users, rules),
  };
}
