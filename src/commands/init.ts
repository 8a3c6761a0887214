import * as Flags from '@oclif/core/flags';
import { withLock } from '../actions/aws-side/with-lock.ts';
import { applyInit, dryRunResult } from '../actions/init/apply-init.ts';
import type { InitResult } from '../actions/init/init-result.ts';
import { openInit } from '../actions/init/open-init.ts';
import { type PreparedInit, planOpened } from '../actions/init/prepare-init.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { confirmPlan } from '../cli/confirm-plan.ts';
import { type InitFlags, initFlags, initInput } from '../cli/init-flags.ts';
import { completeInitFlags } from '../cli/interactive-init/complete-init-flags.ts';
import { lockPlace } from '../cli/lock-flags.ts';
import { renderInitResult } from '../cli/render-init-result.ts';
import { showInitPlan } from '../cli/show-init-plan.ts';
import type { Context } from '../context.ts';

export default class Init extends BaseCommand {
  static override summary = 'Set up the AWS side: CA, trust anchor, Roles Anywhere profile, role';
  static override description =
    'The CA’s key goes into a Secret of the cluster where cert-manager reads it, or into a file that you name. Reads what AWS holds, shows a plan, asks, then writes. Running it again changes nothing that is right, and finishes what was interrupted. What it made is written to iamra.yaml, for you to commit. Where there is no iamra.yaml yet and --cluster is not given, it asks on a terminal, and prints the flags that answer the same.';
  static override examples = [
    {
      description: 'A role for the ServiceAccount web of namespace default',
      command:
        '<%= config.bin %> init --cluster home --ca-key-file ~/iamra-ca.key --role web --service-account default/web --policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    },
    { description: 'What would change', command: '<%= config.bin %> init --dry-run' },
  ];
  static override flags = {
    ...initFlags,
    yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
  };

  override async run(): Promise<InitResult> {
    const parsed = await this.parse(Init);
    const context = this.createContext();
    const { flags, commandLine } = await completeInitFlags(context, parsed.flags);
    try {
      return await this.#init(context, flags);
    } finally {
      if (commandLine !== undefined) {
        context.terminal.note(`\nThe same without questions:\n  ${commandLine} --yes`);
      }
    }
  }

  async #init(context: Context, flags: GivenFlags): Promise<InitResult> {
    const input = initInput(flags);
    const opened = await openInit(context, input);
    const plan = async (): Promise<PreparedInit> => {
      const prepared = await context.terminal.step('Read what AWS holds', () =>
        planOpened(context, opened),
      );
      showInitPlan(context.terminal, prepared);
      return prepared;
    };
    if (flags['dry-run']) {
      const prepared = await plan();
      context.terminal.note('Dry run: nothing was written.');
      return dryRunResult(prepared);
    }
    const { cluster } = opened.config;
    const place = lockPlace(flags, { cluster, caller: opened.caller.arn });
    const result = await withLock(context, place, async (lost) => {
      const prepared = await plan();
      const isEmpty = prepared.plan.steps.length === 0;
      await confirmPlan(context.terminal, 'Write this?', flags.yes || isEmpty);
      return applyInit(context, prepared, lost);
    });
    if (!this.jsonEnabled()) context.terminal.print(renderInitResult(result, flags['ca-key-file']));
    return result;
  }
}

interface GivenFlags extends InitFlags {
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}
