import type { Context } from '../../context.ts';
import { nextPods } from '../../core/annotate/rollout/next-pods.ts';
import type { RolloutBaseline } from '../../core/annotate/rollout/rollout-observation.ts';
import { formatTarget } from '../../core/annotate/target.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Tell } from '../../terminal/terminal.ts';
import type { Patience } from './annotate-input.ts';
import { awaitCertificate } from './await-certificate.ts';
import { certificateReference } from './certificate-reference.ts';
import type { EditResult } from './edit-result.ts';
import { followRollout } from './follow-rollout.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { takeBaseline } from './observe-rollout.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import { resultOf } from './result-of-edit.ts';
import { unlessForbidden } from './unless-forbidden.ts';
import { writeEdit } from './write-edit.ts';

/** Shows a step of the work on one object. */
export type Step = <T>(title: string, work: (tell: Tell) => Promise<T>) => Promise<T>;

/** The work on one object. */
export interface EditWork {
  readonly prepared: PreparedEdit;
  /** Absent where the rollout is not followed. */
  readonly patience: Patience | undefined;
  readonly step: Step;
  /** Whether the change is in the cluster by now. */
  applied: boolean;
}

/**
 * Writes one object's change and follows what it sets off. Running it again writes nothing and goes on waiting.
 * @throws {IamraError} IAMRA174–176 where the pods do not come; the work then says whether it was written
 */
export async function applyEdit(context: Context, work: EditWork): Promise<EditResult> {
  const { prepared, patience, step } = work;
  const { found, edit, forceConflicts } = prepared;
  if (patience !== undefined && edit.patch !== undefined) {
    await awaitPresentCertificate(context, work, patience);
  }
  const baseline = await takeBaseline(found);
  if (edit.patch !== undefined) {
    refuseIfInterrupted(context.signal);
    await step(`Change ${describeTarget(found)}`, () => writeEdit(found, edit, forceConflicts));
    work.applied = true;
  }
  const rollout =
    patience === undefined ? 'not_awaited' : await follow(context, work, baseline, patience);
  return { ...resultOf(prepared), applied: work.applied, rollout };
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new IamraError('IAMRA905', 'Interrupted; nothing has been changed.', {
      fix: 'run the command again',
    });
}

async function follow(
  context: Context,
  { prepared, step }: EditWork,
  before: RolloutBaseline,
  patience: Patience,
): Promise<EditResult['rollout']> {
  const { found, certificate, edit } = prepared;
  if (found.target.type.kind === 'ServiceAccount' && certificate !== undefined) {
    await step(certificateTitle(found, certificate), () =>
      awaitCertificate(context, found, certificate, patience),
    );
  }
  const isUntouched = prepared.roleArn === undefined && edit.patch === undefined;
  if (isUntouched || nextPods(found.target, found.object) !== undefined) return 'not_awaited';
  // Without a change, all that is there is of the rollout that went before.
  const isFresh = edit.patch !== undefined;
  const baseline = isFresh ? before : emptyBaseline;
  const rollout = { found, baseline, certificate, isFresh, wayBack: wayBackOf(prepared) };
  await step(`Roll out ${describeTarget(found)}`, (tell) =>
    followRollout(context, rollout, patience, tell),
  );
  return 'complete';
}

const emptyBaseline: RolloutBaseline = { podUids: new Set(), events: new Set() };

/** A Certificate that is there and not ready is a reason to change nothing yet. */
async function awaitPresentCertificate(
  context: Context,
  { prepared: { found, certificate }, step }: EditWork,
  patience: Patience,
): Promise<void> {
  if (certificate === undefined) return;
  const reference = certificateReference(certificate, found.reference.namespace);
  const present = await unlessForbidden(() => found.kube.get(reference), undefined);
  if (present === undefined) return;
  await step(certificateTitle(found, certificate), () =>
    awaitCertificate(context, found, certificate, patience),
  );
}

function certificateTitle({ reference }: FoundTarget, name: string): string {
  return `Certificate ${reference.namespace}/${name}`;
}

function wayBackOf({ found, roleArn }: PreparedEdit): string {
  const subject = `${formatTarget(found.target)} -n ${found.reference.namespace}`;
  return roleArn === undefined ? `kubectl rollout undo ${subject}` : `iamra unannotate ${subject}`;
}
