import { join } from 'node:path';
import * as Flags from '@oclif/core/flags';
import {
  applyInstall,
  type InstallResult,
  installResult,
} from '../actions/install/apply-install.ts';
import { type PreparedInstall, prepareInstall } from '../actions/install/prepare-install.ts';
import { awsFlags } from '../cli/aws-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { clusterFlags } from '../cli/cluster-flags.ts';
import { declined } from '../cli/declined.ts';
import { helmFlags } from '../cli/helm-flags.ts';
import { helmTimeout } from '../cli/helm-timeout.ts';
import { renderInstallResult } from '../cli/render-install-result.ts';
import { renderPlan } from '../cli/render-plan.ts';
import type { Context } from '../context.ts';
import { releaseName } from '../core/plan/install/release-name.ts';

export default class Install extends BaseCommand {
  static override summary = 'Set up the cluster side: webhook, identity controller, issuers, guard';
  static override description =
    'Looks whether cert-manager works and whether AWS trusts the CA of the cluster, shows a plan, asks, then has Helm install the chart that comes with iamra, with what iamra.yaml says. Running it again upgrades. What fails is taken back.';
  static override examples = [
    '<%= config.bin %> install',
    {
      description: 'What would change, with values of your own',
      command: '<%= config.bin %> install --dry-run --values values.yaml',
    },
  ];
  static override flags = {
    values: Flags.string({
      char: 'f',
      description: 'file of further values for the chart; repeat for more',
      helpValue: 'FILE',
      helpGroup: 'HELM',
      multiple: true,
      multipleNonGreedy: true,
    }),
    set: Flags.string({
      description: 'one further value; repeat for more',
      helpValue: 'KEY=VALUE',
      helpGroup: 'HELM',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'set-file': Flags.string({
      description: 'one further value from a file; repeat for more',
      helpValue: 'KEY=FILE',
      helpGroup: 'HELM',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'reset-values': Flags.boolean({
      description: 'forget the further values of earlier runs',
      helpGroup: 'HELM',
    }),
    'ca-key-file': Flags.string({
      description: 'file of the CA that iamra init wrote, to be stored in the cluster',
      helpValue: 'FILE',
    }),
    'ca-namespace': Flags.string({
      description: 'namespace of the CA’s Secret (default: what cert-manager’s Deployment says)',
      helpValue: 'NAME',
    }),
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
    yes: Flags.boolean({ char: 'y', description: 'install without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
    ...helmFlags,
    ...clusterFlags,
    profile: awsFlags.profile,
    'endpoint-url': awsFlags['endpoint-url'],
  };

  override async run(): Promise<InstallResult> {
    const { flags } = await this.parse(Install);
    const context = this.createContext();
    const prepared = await prepareInstall(context, {
      configFile: flags.config,
      profile: flags.profile,
      endpointUrl: flags['endpoint-url'],
      release: { name: releaseName, namespace: flags.namespace },
      chart: join(this.config.root, 'charts', releaseName),
      extraValues: {
        files: flags.values ?? [],
        set: flags.set ?? [],
        setFile: flags['set-file'] ?? [],
      },
      resetValues: flags['reset-values'],
      timeout: helmTimeout(flags.timeout),
      caKeyFile: flags['ca-key-file'],
      caNamespace: flags['ca-namespace'],
      kubeconfig: flags.kubeconfig,
      context: flags.context,
      helmBinary: flags['helm-binary'],
      dryRun: flags['dry-run'],
    });
    showPlan(context, prepared);
    if (flags['dry-run']) {
      context.terminal.note('Dry run: nothing was written.');
      return installResult(prepared, false);
    }
    await askFirst(context, flags.yes);
    const result = await applyInstall(context, prepared);
    if (!this.jsonEnabled()) context.terminal.print(renderInstallResult(result));
    return result;
  }
}

function showPlan({ terminal }: Context, { target, cluster, changes }: PreparedInstall): void {
  const { kube } = cluster;
  terminal.note(`\nCluster ${target.cluster}: context ${kube.context}, ${kube.server}\n`);
  terminal.note(`${renderPlan(changes, process.stderr)}\n`);
}

async function askFirst({ terminal }: Context, yes: boolean): Promise<void> {
  if (yes) return;
  const agreed = await terminal.confirm('Install this?', '--yes');
  if (!agreed) throw declined();
}
