import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { openAwsSide } from '../../actions/aws-side/open-aws-side.ts';
import type { InitResult } from '../../actions/init/init-result.ts';
import { awsSideFlags, awsSideInput } from '../../cli/aws-side-flags.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { lockFlags, lockPlace } from '../../cli/lock-flags.ts';
import { roleFlags, roleFromFlags } from '../../cli/role-flags.ts';
import { runRoleAddition } from '../../cli/run-role-addition.ts';
import { nameOfAdopted } from '../../core/plan/role/adopted-role.ts';
import { refuseAdoption } from '../../core/plan/role/refuse-adoption.ts';

export default class RoleAdopt extends BaseCommand {
  static override summary = 'Let ServiceAccounts assume a role that exists already';
  static override description =
    'Puts one statement into the trust policy of a role that somebody else made, and the role into the Roles Anywhere profile. Shows the difference and asks first. The other statements, the policies and everything else of the role stay as they are; iamra destroy leaves the role alone.';
  static override examples = [
    '<%= config.bin %> role adopt arn:aws:iam::123456789012:role/reports --service-account shop/reports',
  ];
  static override args = {
    arn: Args.string({ description: 'ARN of the role', required: true }),
  };
  static override flags = {
    'service-account': roleFlags['service-account'],
    condition: roleFlags.condition,
    yes: Flags.boolean({ char: 'y', description: 'apply the plan without asking' }),
    'dry-run': Flags.boolean({ description: 'show the plan, write nothing' }),
    ...lockFlags,
    ...awsSideFlags,
  };

  override async run(): Promise<InitResult> {
    const { args, flags } = await this.parse(RoleAdopt);
    const context = this.createContext();
    const input = awsSideInput(flags);
    const { config, aws, caller } = await openAwsSide(context, input);
    const { arn } = args;
    const name = nameOfAdopted(arn, config);
    const role = roleFromFlags(name, flags, input.configFile, config.roles);
    refuseAdoption(arn, config.cluster, await aws.iam.getRole(name));
    return runRoleAddition(context, {
      input,
      config,
      role: { ...role, arn, adopted: true },
      place: lockPlace(flags, { cluster: config.cluster, caller: caller.arn }),
      dryRun: flags['dry-run'],
      yes: flags.yes,
      quiet: this.jsonEnabled(),
    });
  }
}
