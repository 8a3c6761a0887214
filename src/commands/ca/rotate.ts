import * as Flags from '@oclif/core/flags';
import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { withLock } from '../../actions/aws-side/with-lock.ts';
import { applyRotate, dryRunRotation } from '../../actions/ca/rotate/apply-rotate.ts';
import { type PreparedRotation, prepareRotate } from '../../actions/ca/rotate/prepare-rotate.ts';
import type { RotateResult } from '../../actions/ca/rotate/rotate-result.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { caPlaceFlags, caPlaceInput } from '../../cli/ca-place-flags.ts';
import { confirmPlan } from '../../cli/confirm-plan.ts';
import { lockPlace } from '../../cli/lock-flags.ts';
import { parseTimeout } from '../../cli/parse-timeout.ts';
import { renderRotateResult } from '../../cli/render-rotate-result.ts';
import { showPlan } from '../../cli/show-plan.ts';

export default class CaRotate extends BaseCommand {
  static override summary = 'Replace the CA that signs workloads’ certificates, without a gap';
  static override description =
    'Makes the next CA, puts it beside the old one into the trust anchor, signs with it, has cert-manager issue all certificates anew, waits until all agents use them, and only then takes the old CA away. Running it again goes on where it stopped; --abort goes back to the old CA.';
  static override examples = [
    { description: 'Replace the CA', command: '<%= config.bin %> ca rotate' },
    { description: 'What would happen', command: '<%= config.bin %> ca rotate --dry-run' },
    { description: 'Back to the old CA', command: '<%= config.bin %> ca rotate --abort' },
    {
      description: 'A CA of your own',
      command: '<%= config.bin %> ca rotate --next-ca-key-file next-ca.key',
    },
  ];
  static override flags = {
    'next-ca-key-file': Flags.string({
      description:
        'file with the certificate and private key of the next CA (default: one is made)',
      helpValue: 'FILE',
      exclusive: ['abort'],
    }),
    abort: Flags.boolean({ description: 'go back to the CA from before' }),
    reissued: Flags.boolean({
      description:
        'you vouch that all workloads use certificates of the new CA, where that cannot be seen',
    }),
    again: Flags.boolean({ description: 'even if the CA was replaced within the last day' }),
    timeout: Flags.string({
      description: 'how long to wait for cert-manager, and how long for the agents',
      helpValue: 'TIME',
      default: '10m',
    }),
    ...caPlaceFlags,
    ...awsSideFlags,
    yes: Flags.boolean({ char: 'y', description: 'go ahead without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
  };

  override async run(): Promise<RotateResult> {
    const { flags } = await this.parse(CaRotate);
    const context = this.createContext();
    const side = await openAwsSide(context, awsSideInput(flags));
    const input = {
      ...caPlaceInput(flags),
      nextCaKeyFile: flags['next-ca-key-file'],
      abort: flags.abort,
      reissued: flags.reissued,
      again: flags.again,
      timeoutMilliseconds: parseTimeout(flags.timeout),
    };
    const prepare = async (): Promise<PreparedRotation> => {
      const prepared = await context.terminal.step('Read what AWS and the cluster hold', () =>
        prepareRotate(context, side, input),
      );
      showPlan(context.terminal, { ...side, changes: prepared.changes });
      return prepared;
    };
    if (flags['dry-run']) {
      const result = dryRunRotation(context, await prepare());
      context.terminal.note('Dry run: nothing was written.');
      return result;
    }
    const place = lockPlace(flags, { cluster: side.config.cluster, caller: side.caller.arn });
    const result = await withLock(context, place, async (lost) => {
      const prepared = await prepare();
      const question = flags.abort ? 'Go back to this CA?' : 'Replace the CA?';
      await confirmPlan(context.terminal, question, flags.yes || prepared.steps.length === 0);
      return applyRotate(context, prepared, lost);
    });
    if (!this.jsonEnabled()) context.terminal.print(renderRotateResult(result));
    return result;
  }
}
