import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { describeCa } from '../../../core/pki/describe-ca.ts';
import { titleOf } from '../../../core/plan/ca-rotation/describe-rotation.ts';
import { newCa, planRotation } from '../../../core/plan/ca-rotation/plan-rotation.ts';
import { rotationPhase } from '../../../core/plan/ca-rotation/rotation-phase.ts';
import type { RotationStep } from '../../../core/plan/ca-rotation/rotation-step.ts';
import { applyRotationStep } from './apply-rotation-step.ts';
import { handOver } from './hand-over.ts';
import { type ObservedRotation, observeRotation } from './observe/observe-rotation.ts';
import type { PreparedRotation } from './prepare-rotate.ts';
import { refuseMissingRights } from './refuse-missing-rights.ts';
import type { RotateResult } from './rotate-result.ts';

/**
 * Takes one step after another, and looks at the world again before each: whatever ended the last run,
 * and whoever did what meanwhile, the next step is the right one.
 * @param lost aborted when the lock on the AWS side is lost
 * @throws {IamraError} IAMRA905 where it was interrupted; running it again goes on
 */
export async function applyRotate(
  context: Context,
  prepared: PreparedRotation,
  lost: AbortSignal,
): Promise<RotateResult> {
  const { world, input } = prepared;
  let { observation, target } = prepared;
  let applied = false;
  if (world.workloads !== undefined && prepared.steps.length > 0) {
    await refuseMissingRights(world.workloads);
  }
  try {
    for (;;) {
      const [step] = planRotation(observation, target);
      if (step === undefined) return resultOf(context, prepared, { observation, applied });
      if (step.kind === 'reissue-by-hand')
        return handedOver(context, prepared, { observation, applied });
      lost.throwIfAborted();
      refuseIfInterrupted(context.signal);
      await context.terminal.step(titleOf(step, observation, prepared.names), () =>
        applyRotationStep(context, { ...prepared, observation, target }, step),
      );
      applied = true;
      observation = await observeRotation(world, isTakenAfter(step, observation));
      if (target === newCa) target = observation.slots.next ?? target;
    }
  } catch (error) {
    const back = input.abort ? '' : ', or with --abort to go back';
    context.terminal.note(`What is done stays; run the same command again to go on${back}.`);
    refuseIfInterrupted(context.signal);
    throw error;
  }
}

/** What the run would end with, without any write. */
export function dryRunRotation(context: Context, prepared: PreparedRotation): RotateResult {
  return resultOf(context, prepared, { observation: prepared.observation, applied: false });
}

/** What was issued since has to be seen again. */
function isTakenAfter({ kind }: RotationStep, { isTaken }: ObservedRotation): boolean {
  if (kind === 'await-agents') return true;
  return kind === 'reissue' ? false : isTaken;
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new IamraError('IAMRA905', 'Interrupted; what was done stays.');
}

interface Ended {
  readonly observation: ObservedRotation;
  readonly applied: boolean;
}

function handedOver(context: Context, prepared: PreparedRotation, ended: Ended): RotateResult {
  return { ...resultOf(context, prepared, ended), next: handOver(prepared.input) };
}

function resultOf(
  context: Context,
  { side, trustAnchor, changes }: PreparedRotation,
  { observation, applied }: Ended,
): RotateResult {
  const { slots, cas } = observation;
  const current = slots.current === undefined ? undefined : cas.get(slots.current);
  return {
    cluster: side.config.cluster,
    trustAnchorArn: trustAnchor.arn,
    changes,
    applied,
    phase: rotationPhase(observation),
    ca: current === undefined ? null : describeCa(current.certificatePem, context.now()),
    next: [],
  };
}
