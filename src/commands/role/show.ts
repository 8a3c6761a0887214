import * as Args from '@oclif/core/args';
import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { type RoleShowResult, roleShow } from '../../actions/role/show-role.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { renderRole } from '../../cli/render-role.ts';

export default class RoleShow extends BaseCommand {
  static override summary = 'Show a role: who may assume it, and what it may do';
  static override description =
    'Asks the trust policy for each ServiceAccount of iamra.yaml, and shows when AWS last saw a certificate of it. Writes nothing.';
  static override examples = ['<%= config.bin %> role show web'];
  static override args = {
    name: Args.string({ description: 'name of the role', required: true }),
  };
  static override flags = awsSideFlags;

  override async run(): Promise<RoleShowResult> {
    const { args, flags } = await this.parse(RoleShow);
    const context = this.createContext();
    const input = awsSideInput(flags);
    const result = await context.terminal.step('Read what AWS holds', async () =>
      roleShow(await openAwsSide(context, input), args.name, input.configFile),
    );
    if (!this.jsonEnabled()) context.terminal.print(renderRole(result));
    return result;
  }
}
