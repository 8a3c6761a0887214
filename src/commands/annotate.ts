import * as Flags from '@oclif/core/flags';
import type { EditsResult } from '../actions/annotate/edit-result.ts';
import { prepareAnnotate } from '../actions/annotate/prepare-annotate.ts';
import {
  editChoices,
  editFlags,
  editInput,
  targetArguments,
  withDryRunMode,
} from '../cli/annotate-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { finishEdits } from '../cli/finish-edits.ts';

export default class Annotate extends BaseCommand {
  static override summary = 'Give workloads, or ServiceAccounts, a role';
  static override description =
    `Annotates the pod templates, or the ServiceAccounts, with a role of iamra.yaml, and follows the rollouts. It refuses a ServiceAccount that the role does not trust. AWS is not asked.

--filename names manifests of objects that are in the cluster, and changes them there, as kubectl annotate does; the files stay as they are. iamra inject is for manifests: it puts the agent in, and needs no cluster.`;
  static override examples = [
    '<%= config.bin %> annotate deployment web --role web',
    {
      description: 'What the API server would make of the object and of its pods',
      command: '<%= config.bin %> annotate deployment/web --role web --dry-run=server',
    },
    {
      description: 'All Deployments with a label',
      command: '<%= config.bin %> annotate deployment --selector app=web --role web',
    },
    {
      description: 'The objects of manifests that were applied',
      command: '<%= config.bin %> annotate --filename deploy/ --role web',
    },
    {
      description: 'All pods of a ServiceAccount',
      command: '<%= config.bin %> annotate serviceaccount web --role web -n default',
    },
  ];
  static override args = targetArguments;
  static override flags = {
    role: Flags.string({
      description: 'role to give: a name in iamra.yaml',
      helpValue: 'NAME',
      required: true,
    }),
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
    ...editFlags,
  };

  override async run(): Promise<EditsResult> {
    const { args, flags } = await this.parse(Annotate, withDryRunMode(this.argv));
    const choices = editChoices(flags, this.jsonEnabled());
    const context = this.createContext();
    const input = {
      ...editInput({ args, flags }),
      role: flags.role,
      configFile: flags.config,
      version: this.config.version,
    };
    const prepared = await context.terminal.step('Look at the cluster', () =>
      prepareAnnotate(context, input),
    );
    return finishEdits(context, prepared, choices);
  }
}
