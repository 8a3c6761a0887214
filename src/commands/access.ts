import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { access } from '../actions/access/access.ts';
import type { AccessResult } from '../actions/access/access-result.ts';
import { awsSideFlags, awsSideInput } from '../cli/aws-side-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { lockFlags } from '../cli/lock-flags.ts';
import { renderAccess } from '../cli/render-access.ts';
import { exitCode } from '../core/errors/exit-code.ts';

export default class Access extends BaseCommand {
  static override summary = 'Say whether a ServiceAccount may assume a role, and what says no';
  static override description =
    'Walks certificate, trust anchor, Roles Anywhere profile, attribute mapping and each condition of the role’s trust policy, as AWS does. Reads only. Takes the certificate from the cluster if there is one at hand, else the one that iamra would issue. Exit code 0: may assume it (without ROLE: at least one); 1: may not.';
  static override examples = [
    { description: 'One role', command: '<%= config.bin %> access default/web web' },
    {
      description: 'All roles of the Roles Anywhere profile',
      command: '<%= config.bin %> access default/web',
    },
    {
      description: 'With a certificate of your own',
      command: '<%= config.bin %> access default/web web --certificate tls.crt',
    },
  ];
  static override args = {
    serviceAccount: Args.string({
      name: 'NS/SA',
      description: 'ServiceAccount, as NAMESPACE/NAME',
      required: true,
    }),
    role: Args.string({ name: 'ROLE', description: 'name or ARN of an IAM role' }),
  };
  static override flags = {
    certificate: Flags.string({
      description: 'PEM file with the certificate and its intermediates, in place of the cluster’s',
      helpValue: 'FILE',
      exclusive: ['context', 'kubeconfig'],
    }),
    'session-duration': Flags.integer({
      description: 'seconds that are asked for (default: what the Roles Anywhere profile says)',
      helpValue: 'SECONDS',
      min: 900,
      max: 43_200,
    }),
    'session-name': Flags.string({
      description: 'role session name (default: the ServiceAccount’s, in place of the pod’s)',
      helpValue: 'NAME',
    }),
    ...awsSideFlags,
    ...lockFlags,
  };

  override async run(): Promise<AccessResult> {
    const { args, flags } = await this.parse(Access);
    const context = this.createContext();
    const result = await context.terminal.step('Read what AWS and the cluster hold', () =>
      access(context, {
        ...awsSideInput(flags),
        serviceAccount: args.serviceAccount,
        role: args.role,
        certificateFile: flags.certificate,
        durationSeconds: flags['session-duration'],
        sessionName: flags['session-name'],
        kubeconfig: flags.kubeconfig,
        context: flags.context,
        noCluster: flags['no-cluster'],
      }),
    );
    if (!this.jsonEnabled()) context.terminal.print(renderAccess(result, process.stdout));
    process.exitCode = result.allowed ? exitCode.ok : exitCode.checksFailed;
    return result;
  }
}
