import type { AwsSideInput } from '../actions/aws-side/open-aws-side.ts';
import { type LockPlace, withLock } from '../actions/aws-side/with-lock.ts';
import { applyInit, dryRunResult } from '../actions/init/apply-init.ts';
import type { InitResult } from '../actions/init/init-result.ts';
import type { PreparedInit } from '../actions/init/prepare-init.ts';
import { prepareRoleAdditions } from '../actions/role/prepare-role-addition.ts';
import type { Context } from '../context.ts';
import type { IamraConfig, RoleConfig } from '../core/config/iamra-config.ts';
import { shortRoles } from '../core/plan/init/plan-warnings.ts';
import { confirmPlan } from './confirm-plan.ts';
import { renderRoleAddition } from './render-role-addition.ts';
import { showInitPlan } from './show-init-plan.ts';

/** A role that `iamra.yaml` is to have, and how it gets there. */
export interface RoleAddition {
  readonly input: AwsSideInput;
  readonly config: IamraConfig;
  readonly role: RoleConfig;
  readonly place: LockPlace;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Prints nothing of the result. */
  readonly quiet: boolean;
}

/** Plans, shows, asks and applies, as `init` does, and tells what the role is then. */
export async function runRoleAddition(
  context: Context,
  addition: RoleAddition,
): Promise<InitResult> {
  const { terminal } = context;
  const { input, config, role, place } = addition;
  const prepare = async (): Promise<PreparedInit> => {
    const prepared = await terminal.step('Read what AWS holds', () =>
      prepareRoleAdditions(context, input, config, [role]),
    );
    showInitPlan(terminal, prepared);
    return prepared;
  };
  if (addition.dryRun) {
    const prepared = await prepare();
    terminal.note('Dry run: nothing was written.');
    return dryRunResult(prepared);
  }
  return withLock(context, place, async (lost) => {
    const prepared = await prepare();
    const isEmpty = prepared.plan.steps.length === 0;
    await confirmPlan(terminal, 'Write this?', addition.yes || isEmpty);
    const result = await applyInit(context, prepared, lost);
    if (!addition.quiet) {
      const isShort = shortRoles(prepared.target, prepared.observed).some(
        ({ name }) => name === role.name,
      );
      const { durationSeconds } = prepared.target.profile;
      const missing = isShort ? durationSeconds : undefined;
      terminal.print(renderRoleAddition(result, role.name, missing));
    }
    return result;
  });
}
