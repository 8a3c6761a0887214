import * as Flags from '@oclif/core/flags';
import {
  applyUninstall,
  type UninstallResult,
  uninstallResult,
} from '../actions/uninstall/apply-uninstall.ts';
import { prepareUninstall } from '../actions/uninstall/prepare-uninstall.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { clusterFlags } from '../cli/cluster-flags.ts';
import { declined } from '../cli/declined.ts';
import { helmFlags } from '../cli/helm-flags.ts';
import { helmTimeout } from '../cli/helm-timeout.ts';
import { renderPlan } from '../cli/render-plan.ts';
import { renderUninstallResult } from '../cli/render-uninstall-result.ts';
import type { Context } from '../context.ts';
import { releaseName } from '../core/plan/install/release-name.ts';
import { notTouched } from '../core/plan/uninstall/plan-uninstall.ts';

export default class Uninstall extends BaseCommand {
  static override summary = 'Remove the cluster side; AWS and cert-manager stay as they are';
  static override description =
    'Refuses while workloads get their credentials from iamra, and names them. Removes what iamra install made, and tells what stays.';
  static override examples = ['<%= config.bin %> uninstall --dry-run'];
  static override flags = {
    force: Flags.boolean({ description: 'uninstall even though workloads still need it' }),
    yes: Flags.boolean({ char: 'y', description: 'uninstall without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, remove nothing' }),
    ...helmFlags,
    ...clusterFlags,
  };

  override async run(): Promise<UninstallResult> {
    const { flags } = await this.parse(Uninstall);
    const context = this.createContext();
    context.terminal.note(`${notTouched}\n`);
    const prepared = await prepareUninstall(context, {
      release: { name: releaseName, namespace: flags.namespace },
      force: flags.force,
      timeout: helmTimeout(flags.timeout),
      kubeconfig: flags.kubeconfig,
      context: flags.context,
      helmBinary: flags['helm-binary'],
    });
    const isThere = prepared.changes.length > 0;
    if (isThere) context.terminal.note(`${renderPlan(prepared.changes, process.stderr)}\n`);
    if (isThere && flags['dry-run']) {
      context.terminal.note('Dry run: nothing was removed.');
      return uninstallResult(prepared, false);
    }
    if (isThere) await askFirst(context, prepared.cluster.kube.context, flags.yes);
    const result = isThere
      ? await applyUninstall(context, prepared)
      : uninstallResult(prepared, false);
    if (!this.jsonEnabled()) context.terminal.print(renderUninstallResult(result));
    return result;
  }
}

async function askFirst({ terminal }: Context, contextName: string, yes: boolean): Promise<void> {
  if (yes) return;
  const agreed = await terminal.confirm(`Uninstall from context ${contextName}?`, '--yes');
  if (!agreed) throw declined();
}
