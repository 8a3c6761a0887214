import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import { withLock } from '../../actions/aws-side/with-lock.ts';
import {
  applyRoleRemoval,
  dryRemovalResult,
  type RoleRemovalResult,
} from '../../actions/role/apply-role-removal.ts';
import {
  type PreparedRoleRemoval,
  prepareRoleRemoval,
} from '../../actions/role/prepare-role-removal.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { confirmPlan } from '../../cli/confirm-plan.ts';
import { lockFlags, lockPlace } from '../../cli/lock-flags.ts';
import { renderRoleRemoval } from '../../cli/render-role-removal.ts';
import { canonicalAccount } from '../../cli/role-flags.ts';
import { showPlan } from '../../cli/show-plan.ts';
import { warnOfUsers } from '../../cli/warn-of-users.ts';

export default class RoleRemove extends BaseCommand {
  static override summary = 'Remove a role, or one ServiceAccount from it';
  static override description =
    'Takes the role out of the Roles Anywhere profile, then deletes it with its policies. An adopted role stays: it only loses the statement of iamra and its place in the profile. Refuses while workloads use the role, and names them.';
  static override examples = [
    '<%= config.bin %> role remove web',
    {
      description: 'One ServiceAccount only; the last one takes the role with it',
      command: '<%= config.bin %> role remove web --service-account default/web',
    },
  ];
  static override args = {
    name: Args.string({ description: 'name of the role', required: true }),
  };
  static override flags = {
    'service-account': Flags.string({
      description: 'ServiceAccount that loses the role; the others keep it',
      helpValue: 'NS/NAME',
    }),
    force: Flags.boolean({ description: 'remove it even though workloads use it' }),
    yes: Flags.boolean({ char: 'y', description: 'remove without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, change nothing' }),
    ...lockFlags,
    ...awsSideFlags,
  };

  override async run(): Promise<RoleRemovalResult> {
    const { args, flags } = await this.parse(RoleRemove);
    const context = this.createContext();
    const { terminal } = context;
    const input = awsSideInput(flags);
    const text = flags['service-account'];
    const serviceAccount = text === undefined ? undefined : canonicalAccount(text);
    const { config, caller } = await openAwsSide(context, input);
    const place = lockPlace(flags, { cluster: config.cluster, caller: caller.arn });
    const prepare = async (): Promise<PreparedRoleRemoval> => {
      const prepared = await terminal.step('Read what AWS and the cluster hold', async () =>
        prepareRoleRemoval(context, await openAwsSide(context, input), {
          ...place,
          name: args.name,
          serviceAccount,
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
      terminal.note('Dry run: nothing was changed.');
      return dryRemovalResult(prepared);
    }
    const result = await withLock(context, place, async (lost) => {
      const prepared = await prepare();
      const isEmpty = prepared.plan.steps.length === 0;
      await confirmPlan(terminal, `Change role ${args.name} like this?`, flags.yes || isEmpty);
      return applyRoleRemoval(context, prepared, lost);
    });
    if (!this.jsonEnabled()) terminal.print(renderRoleRemoval(result));
    return result;
  }
}
