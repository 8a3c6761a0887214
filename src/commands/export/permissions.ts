import * as Flags from '@oclif/core/flags';
import { type PermissionsResult, permissionsFor } from '../../actions/export/export-permissions.ts';
import { writeExport } from '../../actions/export/write-export.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { exportFlags } from '../../cli/export-flags.ts';
import { limitFlags, scopeLimits } from '../../cli/scope-limits.ts';

export default class ExportPermissions extends BaseCommand {
  static override summary = 'Print the IAM policy that iamra itself needs';
  static override description =
    'The least that its user has to be allowed: for all commands, or for those that only look (plan, doctor, access, audit, drift detection). It reaches only what carries the tag of the cluster. Nothing is asked of AWS or of a cluster.';
  static override examples = [
    {
      description: 'For who sets up the AWS side: roles of one path, each with a boundary',
      command:
        '<%= config.bin %> export permissions --cluster home --account 123456789012 --region eu-west-1 --role-path /iamra/ --permissions-boundary arn:aws:iam::123456789012:policy/workloads',
    },
    {
      description: 'For CI and drift detection',
      command: '<%= config.bin %> export permissions --for read-only',
    },
  ];
  static override flags = {
    for: Flags.option({
      description: 'for all commands, or for those that only look',
      options: ['init', 'read-only'] as const,
      default: 'init' as const,
    })(),
    ...exportFlags,
    ...limitFlags,
  };

  override async run(): Promise<PermissionsResult> {
    const { flags } = await this.parse(ExportPermissions);
    const context = this.createContext();
    const result = await permissionsFor(context, {
      purpose: flags.for,
      limits: scopeLimits(flags),
      cluster: flags.cluster,
      account: flags.account,
      region: flags.region,
      profile: flags.profile,
      configFile: flags.config,
    });
    const { terminal } = context;
    for (const warning of result.warnings) terminal.warn(warning);
    const text = JSON.stringify(result.policy, null, 2);
    if (flags.out !== undefined) {
      await writeExport(flags.out, text);
      terminal.note(`Written to ${flags.out}: ${result.characters} of 6,144 characters.`);
    } else if (!this.jsonEnabled()) terminal.print(text);
    return result;
  }
}
