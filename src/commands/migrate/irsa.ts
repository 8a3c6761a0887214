import * as Flags from '@oclif/core/flags';
import type { IrsaResult } from '../../actions/migrate/irsa-result.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { clusterFlags } from '../../cli/cluster-flags.ts';
import { namespaceFlags } from '../../cli/namespace-flags.ts';
import { runIrsaMigration } from '../../cli/run-irsa-migration.ts';

export default class MigrateIrsa extends BaseCommand {
  static override summary = 'Let the ServiceAccounts of IRSA have their roles by iamra';
  static override description =
    'Shows the ServiceAccounts of the cluster with eks.amazonaws.com/role-arn, their roles and who uses them. Puts one statement into the trust policy of each of these roles, and the roles into the Roles Anywhere profile and iamra.yaml, as iamra role adopt does: shows the difference and asks first. The other statements stay as they are, so that the roles serve EKS as before. Nothing in the cluster is changed.';
  static override examples = [
    '<%= config.bin %> migrate irsa --dry-run',
    { description: 'One namespace', command: '<%= config.bin %> migrate irsa -n shop' },
  ];
  static override flags = {
    ...namespaceFlags,
    selector: Flags.string({
      char: 'l',
      description: 'only ServiceAccounts with these labels, as kubectl has it',
      helpValue: 'KEY=VALUE',
    }),
    yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
    'dry-run': Flags.boolean({ description: 'show ServiceAccounts and plan, write nothing' }),
    ...clusterFlags,
    ...awsSideFlags,
  };

  override async run(): Promise<IrsaResult> {
    const { flags } = await this.parse(MigrateIrsa);
    return runIrsaMigration(this.createContext(), {
      input: {
        ...awsSideInput(flags),
        kubeconfig: flags.kubeconfig,
        context: flags.context,
        namespace: flags.namespace,
        selector: flags.selector,
      },
      dryRun: flags['dry-run'],
      yes: flags.yes,
      quiet: this.jsonEnabled(),
    });
  }
}
