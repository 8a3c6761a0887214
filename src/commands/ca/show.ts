import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { showCa } from '../../actions/ca/show/show-ca.ts';
import type { ShowCaResult } from '../../actions/ca/show/show-ca-result.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { caPlaceFlags, caPlaceInput } from '../../cli/ca-place-flags.ts';
import { renderCa } from '../../cli/render-ca.ts';

export default class CaShow extends BaseCommand {
  static override summary = 'Show the CAs that AWS trusts, and the one that signs';
  static override description =
    'Reads the trust anchor and the CA in the cluster or in its file: subject, serial number, dates, key, fingerprint, how far a rotation is, and what to do before a CA ends. Changes nothing.';
  static override examples = [
    { description: 'The CAs of this cluster', command: '<%= config.bin %> ca show' },
    {
      description: 'Days that each CA has left',
      command: "<%= config.bin %> ca show --json | jq '.cas[] | {keptAs, daysLeft}'",
    },
  ];
  static override flags = { ...caPlaceFlags, ...awsSideFlags };

  override async run(): Promise<ShowCaResult> {
    const { flags } = await this.parse(CaShow);
    const context = this.createContext();
    const side = await openAwsSide(context, awsSideInput(flags));
    const result = await showCa(context, side, caPlaceInput(flags));
    for (const warning of result.warnings) context.terminal.warn(warning);
    if (!this.jsonEnabled()) context.terminal.print(renderCa(result));
    return result;
  }
}
