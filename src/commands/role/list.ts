import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { type RoleListResult, roleList } from '../../actions/role/list-roles.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { renderRoleList } from '../../cli/render-role-list.ts';

export default class RoleList extends BaseCommand {
  static override summary = 'List the roles, whom they are for, and whether they are as planned';
  static override description =
    'Compares iamra.yaml with what AWS has, and names roles that only the Roles Anywhere profile lists. Writes nothing.';
  static override examples = ['<%= config.bin %> role list', '<%= config.bin %> role list --json'];
  static override flags = awsSideFlags;

  override async run(): Promise<RoleListResult> {
    const { flags } = await this.parse(RoleList);
    const context = this.createContext();
    const input = awsSideInput(flags);
    const result = await context.terminal.step('Read what AWS holds', async () =>
      roleList(await openAwsSide(context, input), input.configFile),
    );
    if (!this.jsonEnabled()) context.terminal.print(renderRoleList(result));
    return result;
  }
}
