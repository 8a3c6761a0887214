import * as Flags from '@oclif/core/flags';
import type { DoctorObserver } from '../actions/doctor/doctor.ts';
import type { DoctorResult } from '../actions/doctor/doctor-result.ts';
import { awsFlags } from '../cli/aws-flags.ts';
import { clusterFlags } from '../cli/cluster-flags.ts';
import { leaveUnanswered } from '../cli/leave-unanswered.ts';
import { OutputCommand } from '../cli/output-command.ts';
import { outputFlag } from '../cli/output-flag.ts';
import { renderCategory, renderCheck, renderSummary } from '../cli/render-findings.ts';
import type { CheckCategory } from '../core/checks/check.ts';
import { exitCode } from '../core/errors/exit-code.ts';
import type { Terminal } from '../terminal/terminal.ts';

export default class Doctor extends OutputCommand {
  static override summary = 'Say why pods get no credentials, and what mends it';
  static override description =
    'Looks at the cluster, at the agents of opted-in pods and at AWS. It stores nothing but, for some seconds, one webhook configuration without rules, which shows whether cainjector works. Exit code 1 if a check failed, 0 with warnings only.';
  static override examples = [
    '<%= config.bin %> doctor',
    {
      description: 'One namespace, for a program',
      command: '<%= config.bin %> doctor -n shop -o json',
    },
    { description: 'The AWS side alone', command: '<%= config.bin %> doctor --only aws' },
    {
      description: 'Wake workloads that still wait after the webhook was away',
      command: '<%= config.bin %> doctor --fix',
    },
  ];
  static override flags = {
    namespace: Flags.string({
      char: 'n',
      description: 'look at the workloads of this namespace, and try the test pod there',
      helpValue: 'NAME',
      exclusive: ['all-namespaces'],
    }),
    'all-namespaces': Flags.boolean({
      char: 'A',
      description: 'look at the workloads of all namespaces, as without -n',
    }),
    only: Flags.string({
      description: 'only this check, category or code; repeat for more',
      helpValue: 'NAME|CODE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    skip: Flags.string({
      description: 'leave out this check, category or code; repeat for more',
      helpValue: 'NAME|CODE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    fix: Flags.boolean({
      description: 'wake workloads that wait in back-off since their pods were refused',
    }),
    ...outputFlag,
    config: Flags.string({
      description: 'the file that iamra keeps',
      helpValue: 'FILE',
      default: 'iamra.yaml',
    }),
    ...clusterFlags,
    ...awsFlags,
  };

  override async run(): Promise<DoctorResult> {
    const { flags } = await this.parse(Doctor);
    const context = this.createContext();
    context.terminal.note('Asking the cluster and AWS …');
    // What talks to them takes its time to load; the line above does not wait for it.
    const { doctor } = await import('../actions/doctor/doctor.ts');
    const result = await doctor(
      context,
      {
        namespace: flags.namespace,
        context: flags.context,
        kubeconfig: flags.kubeconfig,
        configFile: flags.config,
        profile: flags.profile,
        region: flags.region,
        endpointUrl: flags['endpoint-url'],
        selection: { only: flags.only ?? [], skip: flags.skip ?? [] },
        fix: flags.fix,
      },
      this.jsonEnabled() ? () => undefined : printer(context.terminal),
    );
    if (!this.jsonEnabled()) context.terminal.print(renderSummary(result, process.stdout));
    process.exitCode = result.ok ? exitCode.ok : exitCode.checksFailed;
    leaveUnanswered();
    return result;
  }
}

function printer(terminal: Terminal): DoctorObserver {
  let current: CheckCategory | undefined;
  return (result) => {
    if (result.category !== current) {
      terminal.print(renderCategory(result.category, process.stdout));
    }
    current = result.category;
    terminal.print(renderCheck(result, process.stdout));
  };
}
