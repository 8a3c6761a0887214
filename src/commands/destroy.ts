import * as Flags from '@oclif/core/flags';
import { openAwsSide } from '../actions/aws-side/open-aws-side.ts';
import { withLock } from '../actions/aws-side/with-lock.ts';
import {
  applyDestroy,
  type DestroyResult,
  destroyResult,
} from '../actions/destroy/apply-destroy.ts';
import { type PreparedDestroy, prepareDestroy } from '../actions/destroy/prepare-destroy.ts';
import { awsSideFlags, awsSideInput } from '../cli/aws-side-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { confirmPlan } from '../cli/confirm-plan.ts';
import { lockFlags, lockPlace } from '../cli/lock-flags.ts';
import { renderDestroyResult } from '../cli/render-destroy-result.ts';
import { showPlan } from '../cli/show-plan.ts';
import { warnOfUsers } from '../cli/warn-of-users.ts';
import { notTouched } from '../core/plan/destroy/plan-destroy.ts';

export default class Destroy extends BaseCommand {
  static override summary = 'Remove the AWS side; the cluster stays as it is';
  static override description =
    'Deletes revocation lists, Roles Anywhere profile, roles and trust anchor that carry the tag of iamra for this cluster, and nothing else. Refuses while workloads get their credentials from them, and names them. Running it again finishes what was interrupted. iamra.yaml stays, without ARNs, for iamra init to start again from.';
  static override examples = ['<%= config.bin %> destroy --dry-run'];
  static override flags = {
    force: Flags.boolean({ description: 'destroy even though workloads still need it' }),
    yes: Flags.boolean({ char: 'y', description: 'destroy without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, delete nothing' }),
    ...lockFlags,
    ...awsSideFlags,
  };

  override async run(): Promise<DestroyResult> {
    const { flags } = await this.parse(Destroy);
    const context = this.createContext();
    const { terminal } = context;
    terminal.note(`${notTouched}\n`);
    const input = awsSideInput(flags);
    const { config, caller } = await openAwsSide(context, input);
    const place = lockPlace(flags, { cluster: config.cluster, caller: caller.arn });
    const prepare = async (): Promise<PreparedDestroy> => {
      const prepared = await terminal.step('Read what AWS and the cluster hold', async () =>
        prepareDestroy(context, await openAwsSide(context, input), {
          ...place,
          configFile: input.configFile,
          force: flags.force,
        }),
      );
      showPlan(terminal, { ...prepared, changes: prepared.plan.changes });
      warnOfUsers(terminal, prepared.users);
      return prepared;
    };
    if (flags['dry-run']) {
      const prepared = await prepare();
      terminal.note('Dry run: nothing was deleted.');
      return destroyResult(prepared, false);
    }
    const result = await withLock(context, place, async (lost) => {
      const prepared = await prepare();
      const isEmpty = prepared.plan.steps.length === 0;
      await confirmPlan(
        terminal,
        `Delete this from account ${config.account}?`,
        flags.yes || isEmpty,
      );
      return applyDestroy(context, prepared, lost);
    });
    if (!this.jsonEnabled()) terminal.print(renderDestroyResult(result));
    return result;
  }
}
