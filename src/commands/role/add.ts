import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import type { InitResult } from '../../actions/init/init-result.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { lockFlags, lockPlace } from '../../cli/lock-flags.ts';
import { parseTags } from '../../cli/parse-tags.ts';
import { roleFlags, roleFromFlags } from '../../cli/role-flags.ts';
import { runRoleAddition } from '../../cli/run-role-addition.ts';
import type { RoleConfig } from '../../core/config/iamra-config.ts';
import { nameOfAdded } from '../../core/plan/role/adopted-role.ts';

export default class RoleAdd extends BaseCommand {
  static override summary = 'Make a role for ServiceAccounts, or extend one';
  static override description =
    'Does what iamra init does, with one more role in iamra.yaml: shows the plan, asks, then writes. Run again with other ServiceAccounts or policies, it adds them. The limits of AWS are checked before anything is changed.';
  static override examples = [
    '<%= config.bin %> role add web --service-account default/web --policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    {
      description: 'One more ServiceAccount, and a policy from a file',
      command:
        '<%= config.bin %> role add web --service-account shop/api --policy read-orders.json',
    },
  ];
  static override args = {
    name: Args.string({ description: 'name of the role', required: true }),
  };
  static override flags = {
    ...roleFlags,
    tag: Flags.string({
      description: 'tag of the role; repeat for more',
      helpValue: 'KEY=VALUE',
      helpGroup: 'ROLE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
    ...lockFlags,
    ...awsSideFlags,
  };

  override async run(): Promise<InitResult> {
    const { args, flags } = await this.parse(RoleAdd);
    const context = this.createContext();
    const input = awsSideInput(flags);
    const tags = parseTags(flags.tag ?? []);
    const { config, caller } = await openAwsSide(context, input);
    const name = nameOfAdded(args.name, config);
    const role: RoleConfig = {
      ...roleFromFlags(name, flags, input.configFile, config.roles),
      ...(flags.tag === undefined ? {} : { tags }),
    };
    return runRoleAddition(context, {
      input,
      config,
      role,
      place: lockPlace(flags, { cluster: config.cluster, caller: caller.arn }),
      dryRun: flags['dry-run'],
      yes: flags.yes,
      quiet: this.jsonEnabled(),
    });
  }
}
