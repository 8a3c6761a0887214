import type { EditsResult } from '../actions/annotate/edit-result.ts';
import { prepareUnannotate } from '../actions/annotate/prepare-unannotate.ts';
import {
  editChoices,
  editFlags,
  editInput,
  targetArguments,
  withDryRunMode,
} from '../cli/annotate-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { finishEdits } from '../cli/finish-edits.ts';

export default class Unannotate extends BaseCommand {
  static override summary = 'Take the role away from workloads or ServiceAccounts';
  static override description =
    'Removes the annotations under iamra.dev/ from the pod templates, or from the ServiceAccounts, and follows the rollouts. What another field manager wrote stays, and with it the object as it is. Roles and trust policies in AWS stay as they are.';
  static override examples = [
    '<%= config.bin %> unannotate deployment web',
    '<%= config.bin %> unannotate deployment --selector app=web',
  ];
  static override args = targetArguments;
  static override flags = editFlags;

  override async run(): Promise<EditsResult> {
    const { args, flags } = await this.parse(Unannotate, withDryRunMode(this.argv));
    const choices = editChoices(flags, this.jsonEnabled());
    const context = this.createContext();
    const prepared = await context.terminal.step('Look at the cluster', () =>
      prepareUnannotate(context, editInput({ args, flags })),
    );
    return finishEdits(context, prepared, choices);
  }
}
