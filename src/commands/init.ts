import * as Flags from '@oclif/core/flags';
import { applyInit, dryRunResult } from '../actions/init/apply-init.ts';
import type { InitResult } from '../actions/init/init-result.ts';
import { type PreparedInit, prepareInit } from '../actions/init/prepare-init.ts';
import { awsFlags } from '../cli/aws-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { clusterFlags } from '../cli/cluster-flags.ts';
import { renderInitResult } from '../cli/render-init-result.ts';
import { renderPlan } from '../cli/render-plan.ts';
import { rolesFromFlags } from '../cli/roles-from-flags.ts';
import type { Context } from '../context.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

export default class Init extends BaseCommand {
  static override summary = 'Set up the AWS side: CA, trust anchor, Roles Anywhere profile, role';
  static override description =
    'The CA’s key goes into a Secret of the cluster where cert-manager reads it, or into a file that you name. Reads what AWS holds, shows a plan, asks, then writes. Running it again changes nothing that is right, and finishes what was interrupted. What it made is written to iamra.yaml, for you to commit.';
  static override examples = [
    {
      description: 'A role for the ServiceAccount web of namespace default',
      command:
        '<%= config.bin %> init --cluster home --ca-key-file ~/iamra-ca.key --role web --service-account default/web --policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    },
    { description: 'What would change', command: '<%= config.bin %> init --dry-run' },
  ];
  static override flags = {
    cluster: Flags.string({
      description: 'your name for the cluster (default: the one in iamra.yaml)',
      helpValue: 'NAME',
    }),
    role: Flags.string({ description: 'IAM role to make, or to extend', helpValue: 'NAME' }),
    'service-account': Flags.string({
      description: 'ServiceAccount that may assume the role; repeat for more',
      helpValue: 'NS/NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    policy: Flags.string({
      description: 'policy to attach to the role; repeat for more',
      helpValue: 'ARN',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'session-duration': Flags.integer({
      description: 'seconds that credentials live (default: 3600)',
      helpValue: 'SECONDS',
      min: 900,
      max: 43_200,
    }),
    'ca-key-file': Flags.string({
      description:
        'file for the certificate and private key of the CA, in place of a Secret in the cluster; made if absent, never committed',
      helpValue: 'FILE',
    }),
    ca: Flags.option({
      description:
        'which CA: a new one, your own in --ca-key-file, or the one that cert-manager made for the chart',
      options: ['new', 'file', 'cluster'] as const,
    })(),
    'ca-namespace': Flags.string({
      description: 'namespace for the CA’s Secret (default: what cert-manager’s Deployment says)',
      helpValue: 'NAME',
      helpGroup: 'CLUSTER',
    }),
    'no-cluster': Flags.boolean({
      description: 'ask no cluster, even if there is one at hand',
      helpGroup: 'CLUSTER',
      exclusive: ['context', 'kubeconfig'],
    }),
    ...clusterFlags,
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
    yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
    ...awsFlags,
  };

  override async run(): Promise<InitResult> {
    const { flags } = await this.parse(Init);
    const context = this.createContext();
    const roles = rolesFromFlags({
      role: flags.role,
      serviceAccounts: flags['service-account'] ?? [],
      policies: flags.policy ?? [],
    });
    const prepared = await context.terminal.step('Read what AWS holds', () =>
      prepareInit(context, {
        cluster: flags.cluster,
        region: flags.region,
        profile: flags.profile,
        endpointUrl: flags['endpoint-url'],
        roles,
        durationSeconds: flags['session-duration'],
        configFile: flags.config,
        ca: flags.ca,
        caKeyFile: flags['ca-key-file'],
        caNamespace: flags['ca-namespace'],
        kubeconfig: flags.kubeconfig,
        context: flags.context,
        noCluster: flags['no-cluster'],
      }),
    );
    showPlan(context, prepared);
    if (flags['dry-run']) {
      context.terminal.note('Dry run: nothing was written.');
      return dryRunResult(prepared);
    }
    await askFirst(context, prepared, flags.yes);
    const result = await applyInit(context, prepared);
    if (!this.jsonEnabled()) context.terminal.print(renderInitResult(result));
    return result;
  }
}

function showPlan({ terminal }: Context, { target, caller, plan }: PreparedInit): void {
  terminal.note(`\nAccount ${target.account}, region ${target.region}, as ${caller.arn}\n`);
  terminal.note(`${renderPlan(plan.changes, process.stderr)}\n`);
}

async function askFirst(
  { terminal }: Context,
  { plan }: PreparedInit,
  yes: boolean,
): Promise<void> {
  if (plan.steps.length === 0 || yes) return;
  const agreed = await terminal.confirm('Write this?', '--yes');
  if (!agreed) throw new IamraError('IAMRA905', 'Declined; nothing has been changed.');
}
