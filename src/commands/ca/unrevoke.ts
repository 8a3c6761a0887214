import * as Flags from '@oclif/core/flags';
import { type AwsSide, openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { withLock } from '../../actions/aws-side/with-lock.ts';
import { applyRevocation } from '../../actions/ca/revocation/apply-revocation.ts';
import {
  type PreparedUnrevocation,
  prepareUnrevocation,
  type UnrevocationInput,
} from '../../actions/ca/revocation/prepare-unrevocation.ts';
import {
  type UnrevocationResult,
  unrevocationResult,
} from '../../actions/ca/revocation/unrevocation-result.ts';
import { awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { declined } from '../../cli/declined.ts';
import { lockPlace } from '../../cli/lock-flags.ts';
import { renderPlan } from '../../cli/render-plan.ts';
import { renderUnrevocationResult } from '../../cli/render-revocation.ts';
import { keyPlace, parseSerialNumbers, revocationFlags } from '../../cli/revocation-flags.ts';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

export default class CaUnrevoke extends BaseCommand {
  static override summary = 'Take certificates off the revocation list: AWS gives sessions again';
  static override description =
    'Signs the list of the CA without them and puts it in the place of the one that Roles Anywhere holds. For a revocation that was a mistake; where a key may be in other hands, give the workload a new certificate instead.';
  static override examples = [
    {
      description: 'One certificate',
      command: '<%= config.bin %> ca unrevoke --serial 4d:d9:5a:ad:14:0a --ca-key-file ca.key',
    },
    { description: 'Everything', command: '<%= config.bin %> ca unrevoke --all' },
  ];
  static override flags = {
    ...revocationFlags,
    all: Flags.boolean({
      description: 'every certificate on the lists that iamra has imported',
      exclusive: ['serial'],
    }),
  };

  override async run(): Promise<UnrevocationResult> {
    const { flags } = await this.parse(CaUnrevoke);
    const serialNumbers = parseSerialNumbers(flags.serial);
    if (!flags.all && serialNumbers.length === 0) {
      throw new IamraError('IAMRA901', 'No certificate is named.', {
        fix: 'give --serial NUMBER, or --all',
      });
    }
    const input = {
      serialNumbers: flags.all ? 'all' : serialNumbers,
      keys: keyPlace(flags),
    } as const;
    const context = this.createContext();
    const side = await openAwsSide(context, awsSideInput(flags));
    if (flags['dry-run']) {
      const prepared = await prepare(context, side, input);
      context.terminal.note('Dry run: nothing was written.');
      return unrevocationResult(side, prepared, false);
    }
    const place = lockPlace(flags, { cluster: side.config.cluster, caller: side.caller.arn });
    const result = await withLock(context, place, async (lost) => {
      const prepared = await prepare(context, side, input);
      const isNeeded = prepared.plan.steps.length > 0;
      if (isNeeded && !flags.yes) {
        const agreed = await context.terminal.confirm('Write this?', '--yes');
        if (!agreed) throw declined();
      }
      await applyRevocation(context, { ...prepared, side, lost, kube: undefined });
      return unrevocationResult(side, prepared, isNeeded);
    });
    if (!this.jsonEnabled()) context.terminal.print(renderUnrevocationResult(result));
    return result;
  }
}

async function prepare(
  context: Context,
  side: AwsSide,
  input: UnrevocationInput,
): Promise<PreparedUnrevocation> {
  const { terminal } = context;
  const prepared = await terminal.step('Read the revocation lists', () =>
    prepareUnrevocation(context, side, input),
  );
  const { config, caller } = side;
  terminal.note(`\nAccount ${config.account}, region ${config.region}, as ${caller.arn}\n`);
  terminal.note(`${renderPlan(prepared.plan.changes, process.stderr)}\n`);
  return prepared;
}
