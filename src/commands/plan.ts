import { type PlanResult, planDrift, planResult } from '../actions/init/plan-drift.ts';
import { awsSideFlags, awsSideInput } from '../cli/aws-side-flags.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { renderPlanResult } from '../cli/render-plan-result.ts';
import { showInitPlan } from '../cli/show-init-plan.ts';
import { exitCode } from '../core/errors/exit-code.ts';

export default class Plan extends BaseCommand {
  static override summary = 'Say where AWS differs from iamra.yaml';
  static override description =
    'Reads iamra.yaml and what AWS holds, and shows what iamra init would change. It writes nothing. Exit code 1 where something differs, so that a CI job fails; 0 where nothing does.';
  static override examples = [
    '<%= config.bin %> plan',
    { description: 'For a program', command: '<%= config.bin %> plan --json' },
  ];
  static override flags = awsSideFlags;

  override async run(): Promise<PlanResult> {
    const { flags } = await this.parse(Plan);
    const context = this.createContext();
    const { terminal } = context;
    const drift = await terminal.step('Read what AWS holds', () =>
      planDrift(context, awsSideInput(flags)),
    );
    showInitPlan(terminal, drift);
    const result = planResult(drift, flags.config);
    if (!this.jsonEnabled()) terminal.print(renderPlanResult(result));
    process.exitCode = result.drift ? exitCode.checksFailed : exitCode.ok;
    return result;
  }
}
