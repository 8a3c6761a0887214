import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { writeConfigFile } from '../../files/config-file.ts';
import { applyStep } from './apply-step.ts';
import { configOf, type InitWorld, startingPoint } from './init-progress.ts';
import { type InitResult, resultOf } from './init-result.ts';
import type { PreparedInit } from './prepare-init.ts';
import { sleeper } from './until-seen.ts';

const neverLost = new AbortController().signal;

/**
 * Runs the plan and writes `iamra.yaml` after each step, so that a crash or Ctrl-C loses nothing.
 * @param lost the lock was lost: somebody else may be at work
 * @throws {IamraError} IAMRA905 where it was interrupted; running it again goes on
 */
export async function applyInit(
  context: Context,
  prepared: PreparedInit,
  lost: AbortSignal = neverLost,
): Promise<InitResult> {
  const { input, plan } = prepared;
  const progress = startingPoint(prepared);
  const world: InitWorld = {
    aws: prepared.aws,
    target: prepared.target,
    caStore: prepared.ca.store,
    now: context.now(),
    sleep: sleeper(context.signal),
  };
  let done = 0;
  try {
    await writeConfigFile(input.configFile, configOf(prepared, progress));
    for (const step of plan.steps) {
      refuseIfInterrupted(context.signal);
      lost.throwIfAborted();
      await context.terminal.step(step.title, () => applyStep(step, progress, world));
      await writeConfigFile(input.configFile, configOf(prepared, progress));
      done++;
    }
  } catch (error) {
    context.terminal.note(stopped(done, plan.steps.length));
    throw error;
  }
  return resultOf(configOf(prepared, progress), {
    caller: prepared.caller.arn,
    changes: plan.changes,
    warnings: plan.warnings,
    applied: plan.steps.length > 0,
    configFile: input.configFile,
  });
}

/** What the run would end with, without any write. */
export function dryRunResult(prepared: PreparedInit): InitResult {
  return resultOf(configOf(prepared, startingPoint(prepared)), {
    caller: prepared.caller.arn,
    changes: prepared.plan.changes,
    warnings: prepared.plan.warnings,
    applied: false,
    configFile: prepared.input.configFile,
  });
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what was made stays.');
}

function stopped(done: number, total: number): string {
  return done === 0
    ? 'No step was finished.'
    : `${done} of ${total} steps are done and stay; run the same command again to go on.`;
}
