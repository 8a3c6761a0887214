import type { EditResult } from '../actions/annotate/edit-result.ts';
import { prepareUnannotate } from '../actions/annotate/prepare-unannotate.ts';
import { editChoices, editFlags, targetArguments, targetInput } from '../cli/annotate-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { finishEdit } from '../cli/finish-edit.ts';

export default class Unannotate extends BaseCommand {
  static override summary = 'Take the role away from a workload or a ServiceAccount';
  static override description =
    'Removes every annotation under iamra.dev/ from the pod template, or from the ServiceAccount, and follows the rollout. Roles and trust policies in AWS stay as they are.';
  static override examples = ['<%= config.bin %> unannotate deployment web'];
  static override args = targetArguments;
  static override flags = editFlags;

  override async run(): Promise<EditResult> {
    const { args, flags } = await this.parse(Unannotate);
    const choices = editChoices(flags, this.jsonEnabled());
    const context = this.createContext();
    const prepared = await context.terminal.step('Look at the cluster', () =>
      prepareUnannotate(context, targetInput({ args, flags })),
    );
    return finishEdit(context, prepared, choices);
  }
}
