import * as Flags from '@oclif/core/flags';
import type { EditResult } from '../actions/annotate/edit-result.ts';
import { prepareAnnotate } from '../actions/annotate/prepare-annotate.ts';
import { editChoices, editFlags, targetArguments, targetInput } from '../cli/annotate-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { finishEdit } from '../cli/finish-edit.ts';

export default class Annotate extends BaseCommand {
  static override summary = 'Give a workload, or a ServiceAccount, a role';
  static override description =
    'Annotates the pod template, or the ServiceAccount, with a role of iamra.yaml, and follows the rollout. It refuses a ServiceAccount that the role does not trust. AWS is not asked.';
  static override examples = [
    '<%= config.bin %> annotate deployment web --role web',
    {
      description: 'What the webhook would make of the pods',
      command: '<%= config.bin %> annotate deployment/web --role web --dry-run',
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

  override async run(): Promise<EditResult> {
    const { args, flags } = await this.parse(Annotate);
    const choices = editChoices(flags, this.jsonEnabled());
    const context = this.createContext();
    const input = {
      ...targetInput({ args, flags }),
      role: flags.role,
      configFile: flags.config,
      version: this.config.version,
    };
    const prepared = await context.terminal.step('Look at the cluster', () =>
      prepareAnnotate(context, input),
    );
    return finishEdit(context, prepared, choices);
  }
}
