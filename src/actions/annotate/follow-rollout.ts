import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { judgeRollout } from '../../core/annotate/rollout/judge-rollout.ts';
import type { RolloutBaseline } from '../../core/annotate/rollout/rollout-observation.ts';
import { findRolloutReason } from '../../core/annotate/rollout/rollout-reason.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Tell } from '../../terminal/terminal.ts';
import type { Patience } from './annotate-input.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { observeRollout } from './observe-rollout.ts';

/** A rollout that was set off. */
export interface StartedRollout {
  readonly found: FoundTarget;
  readonly baseline: RolloutBaseline;
  /** Name of the Certificate that the pods wait for. */
  readonly certificate: string | undefined;
  /** False where an earlier run wrote the change: a refusal may be from before its cause was mended. */
  readonly isFresh: boolean;
  /** The command that goes back. */
  readonly wayBack: string;
}

/**
 * Follows a rollout to its end.
 * @throws {IamraError} IAMRA174 where it can't end, IAMRA175 where it did not end in time; both say why
 */
export async function followRollout(
  { now, signal }: Context,
  rollout: StartedRollout,
  patience: Patience,
  tell: Tell,
): Promise<void> {
  const { found, baseline, certificate, isFresh, wayBack } = rollout;
  const deadline = now().getTime() + patience.milliseconds;
  const fix = `iamra doctor, or go back: ${wayBack}`;
  const subject = `The rollout of ${describeTarget(found)}`;
  for (;;) {
    const workload = await readWorkload(found);
    const state = judgeRollout(found.target.type.kind, workload);
    if (state.kind === 'complete') return;
    const observed = await observeRollout(found, workload, baseline, certificate);
    const reason = findRolloutReason(observed);
    const why = reason?.message ?? state.message;
    tell(why);
    if ((isFresh && reason?.final === true) || state.kind === 'failed') {
      throw new IamraError('IAMRA174', `${subject} failed: ${why}`, { fix });
    }
    if (now().getTime() >= deadline) {
      const seconds = Math.round(patience.milliseconds / 1000);
      throw new IamraError('IAMRA175', `${subject} did not end within ${seconds} s: ${why}`, {
        fix,
      });
    }
    await sleep(patience.pollMilliseconds, undefined, { signal });
  }
}

async function readWorkload({ kube, reference }: FoundTarget): Promise<Workload> {
  const workload = await kube.get<Workload>(reference);
  if (workload !== undefined) return workload;
  throw new IamraError(
    'IAMRA172',
    `${reference.kind} ${reference.namespace}/${reference.name} was deleted during its rollout.`,
  );
}
