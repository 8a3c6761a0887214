import type { CallerIdentity } from '../aws/sts.ts';
import type { InitTarget } from '../core/plan/init/init-target.ts';
import type { InitPlan } from '../core/plan/init/plan-init.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { showPlan } from './show-plan.ts';

export interface ShownInitPlan {
  readonly target: Pick<InitTarget, 'account' | 'region'>;
  readonly caller: CallerIdentity;
  readonly plan: Pick<InitPlan, 'changes' | 'warnings'>;
}

/** Account and region, what would change, and what a person should know. */
export function showInitPlan(terminal: Terminal, { target, caller, plan }: ShownInitPlan): void {
  showPlan(terminal, { config: target, caller, changes: plan.changes });
  for (const warning of plan.warnings) terminal.warn(warning);
}
