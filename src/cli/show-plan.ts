import type { IamraConfig } from '../core/config/iamra-config.ts';
import type { Change } from '../core/plan/change.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { renderPlan } from './render-plan.ts';

/** Who is about to change what. */
export interface ShownPlan {
  readonly config: Pick<IamraConfig, 'account' | 'region'>;
  readonly caller: { readonly arn: string };
  readonly changes: readonly Change[];
}

/** Shows account and region before anything is changed, and what is. */
export function showPlan(terminal: Terminal, { config, caller, changes }: ShownPlan): void {
  terminal.note(`\nAccount ${config.account}, region ${config.region}, as ${caller.arn}\n`);
  if (changes.length > 0) terminal.note(`${renderPlan(changes, process.stderr)}\n`);
}
