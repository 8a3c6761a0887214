import * as Flags from '@oclif/core/flags';
import { type AwsSide, openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { withLock } from '../../actions/aws-side/with-lock.ts';
import { applyRevocation } from '../../actions/ca/revocation/apply-revocation.ts';
import { awaitReplacements } from '../../actions/ca/revocation/await-replacements.ts';
import {
  type PreparedRevocation,
  prepareRevocation,
  type RevocationInput,
} from '../../actions/ca/revocation/prepare-revocation.ts';
import {
  type RevocationResult,
  revocationResult,
} from '../../actions/ca/revocation/revocation-result.ts';
import { awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { declined } from '../../cli/declined.ts';
import { lockPlace } from '../../cli/lock-flags.ts';
import { renderPlan } from '../../cli/render-plan.ts';
import { renderReplacements, renderRevocationResult } from '../../cli/render-revocation.ts';
import {
  keyPlace,
  parseSerialNumbers,
  parseServiceAccounts,
  revocationFlags,
} from '../../cli/revocation-flags.ts';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { type RevocationReason, revocationReasons } from '../../core/pki/revocation-reason.ts';

export default class CaRevoke extends BaseCommand {
  static override summary = 'Revoke certificates: AWS gives no more sessions for them';
  static override description =
    'Puts the certificates on the revocation list of their CA, signs it with the CA’s key and imports it into Roles Anywhere. For a ServiceAccount, all of its certificates that the cluster or AWS knows and that are still valid; cert-manager then issues it a new one. Sessions that AWS has issued already live until they end: the result says until when, and how to cut them off.';
  static override examples = [
    {
      description: 'All certificates of a ServiceAccount whose key has leaked',
      command: '<%= config.bin %> ca revoke --service-account default/web --reason keyCompromise',
    },
    {
      description: 'One certificate',
      command: '<%= config.bin %> ca revoke --serial 4d:d9:5a:ad:14:0a --ca-key-file ca.key',
    },
  ];
  static override flags = {
    ...revocationFlags,
    'service-account': Flags.string({
      description: 'ServiceAccount whose certificates are revoked; repeat for more',
      helpValue: 'NS/NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    reason: Flags.option({
      description: 'why, as the list says it',
      options: Object.keys(revocationReasons) as RevocationReason[],
      default: 'unspecified' as const,
    })(),
    reissue: Flags.boolean({
      description: 'have cert-manager issue a new certificate to each ServiceAccount',
      default: true,
      allowNo: true,
    }),
    again: Flags.boolean({
      description:
        'also revoke what was issued to the ServiceAccount since its last revocation, if that was within the hour',
    }),
  };

  override async run(): Promise<RevocationResult> {
    const { flags } = await this.parse(CaRevoke);
    const input = {
      serialNumbers: parseSerialNumbers(flags.serial),
      serviceAccounts: parseServiceAccounts(flags['service-account']),
      reason: flags.reason,
      again: flags.again,
      reissue: flags.reissue,
      keys: keyPlace(flags),
    };
    if (input.serialNumbers.length + input.serviceAccounts.length === 0) {
      throw new IamraError('IAMRA901', 'No certificate is named.', {
        fix: 'give --serial NUMBER or --service-account NAMESPACE/NAME',
      });
    }
    const context = this.createContext();
    const side = await openAwsSide(context, awsSideInput(flags));
    if (flags['dry-run']) {
      const prepared = await prepare(context, side, input);
      context.terminal.note('Dry run: nothing was written.');
      return revocationResult(side, prepared, {
        ...{ applied: false, replaced: [], revokedAt: context.now() },
      });
    }
    const place = lockPlace(flags, { cluster: side.config.cluster, caller: side.caller.arn });
    const result = await withLock(context, place, async (lost) => {
      const prepared = await prepare(context, side, input);
      const { plan } = prepared;
      if (plan.steps.length > 0 && !flags.yes) {
        const agreed = await context.terminal.confirm('Write this?', '--yes');
        if (!agreed) throw declined();
      }
      const revokedAt =
        (await applyRevocation(context, { ...prepared, side, lost })) ?? context.now();
      const replaced = await awaitReplacements(context, prepared.kube, plan.steps);
      return revocationResult(side, prepared, {
        applied: plan.steps.length > 0,
        replaced,
        revokedAt,
      });
    });
    if (!this.jsonEnabled()) context.terminal.print(renderRevocationResult(result));
    return result;
  }
}

async function prepare(
  context: Context,
  side: AwsSide,
  input: RevocationInput,
): Promise<PreparedRevocation> {
  const { terminal } = context;
  const prepared = await terminal.step('Find the certificates and read the revocation lists', () =>
    prepareRevocation(context, side, input),
  );
  const { config, caller } = side;
  terminal.note(`\nAccount ${config.account}, region ${config.region}, as ${caller.arn}\n`);
  terminal.note(`${renderPlan(prepared.plan.changes, process.stderr)}\n`);
  for (const line of renderReplacements(prepared, input)) terminal.note(line);
  return prepared;
}
