import type { Context } from '../../context.ts';
import { nextPods } from '../../core/annotate/rollout/next-pods.ts';
import type { RolloutBaseline } from '../../core/annotate/rollout/rollout-observation.ts';
import { formatTarget } from '../../core/annotate/target.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Patience } from './annotate-input.ts';
import { awaitCertificate } from './await-certificate.ts';
import { certificateReference } from './certificate-reference.ts';
import type { EditResult } from './edit-result.ts';
import { followRollout } from './follow-rollout.ts';
import { describeTarget, type FoundTarget } from './found-target.ts';
import { takeBaseline } from './observe-rollout.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/**
 * Writes the change and follows what it sets off. Running it again writes nothing and goes on waiting.
 * @throws {IamraError} IAMRA174–176 where the pods do not come
 */
export async function applyEdit(
  context: Context,
  prepared: PreparedEdit,
  patience: Patience | undefined,
): Promise<EditResult> {
  const { found, edit } = prepared;
  const { terminal } = context;
  if (patience !== undefined && edit.patch !== undefined) {
    await awaitPresentCertificate(context, prepared, patience);
  }
  const baseline = await takeBaseline(found);
  const { patch } = edit;
  if (patch !== undefined) {
    refuseIfInterrupted(context.signal);
    await terminal.step(`Change ${describeTarget(found)}`, () =>
      found.kube.merge(found.reference, patch),
    );
  }
  try {
    const rollout =
      patience === undefined ? 'not_awaited' : await follow(context, prepared, baseline, patience);
    return { ...resultOf(prepared), applied: patch !== undefined, rollout };
  } catch (error) {
    terminal.note('What was written stays; run the same command again to go on waiting.');
    throw error;
  }
}

function refuseIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted)
    throw new IamraError('IAMRA905', 'Interrupted; nothing has been changed.', {
      fix: 'run the command again',
    });
}

async function follow(
  context: Context,
  prepared: PreparedEdit,
  before: RolloutBaseline,
  patience: Patience,
): Promise<EditResult['rollout']> {
  const { found, certificate, edit } = prepared;
  if (found.target.type.kind === 'ServiceAccount' && certificate !== undefined) {
    await stepToCertificate(context, found, certificate, patience);
  }
  const isUntouched = prepared.roleArn === undefined && edit.patch === undefined;
  if (isUntouched || nextPods(found.target, found.object) !== undefined) return 'not_awaited';
  // Without a change, all that is there is of the rollout that went before.
  const isFresh = edit.patch !== undefined;
  const baseline = isFresh ? before : emptyBaseline;
  const rollout = { found, baseline, certificate, isFresh, wayBack: wayBackOf(prepared) };
  await context.terminal.step(`Roll out ${describeTarget(found)}`, () =>
    followRollout(context, rollout, patience),
  );
  return 'complete';
}

const emptyBaseline: RolloutBaseline = { podUids: new Set(), events: new Set() };

/** What the run would end with, without any write. */
export function resultOf(prepared: PreparedEdit): EditResult {
  const { found, edit, restarts } = prepared;
  const { target, reference, object, kube } = found;
  const next =
    nextPods(target, object) ??
    `Follow the rollout: kubectl rollout status ${formatTarget(target)} -n ${reference.namespace}`;
  return {
    context: kube.context,
    namespace: reference.namespace,
    kind: reference.kind,
    name: reference.name,
    serviceAccount: prepared.serviceAccount,
    roleArn: prepared.roleArn ?? null,
    changes: [edit.change],
    applied: false,
    patch: edit.patch ?? null,
    rollout: 'not_started',
    next: [next, ...restarts],
    notices: prepared.notices,
    previews: prepared.previews,
  };
}

/** A Certificate that is there and not ready is a reason to change nothing yet. */
async function awaitPresentCertificate(
  context: Context,
  { found, certificate }: PreparedEdit,
  patience: Patience,
): Promise<void> {
  if (certificate === undefined) return;
  const reference = certificateReference(certificate, found.reference.namespace);
  const present = await unlessForbidden(() => found.kube.get(reference), undefined);
  if (present !== undefined) await stepToCertificate(context, found, certificate, patience);
}

function stepToCertificate(
  context: Context,
  found: FoundTarget,
  name: string,
  patience: Patience,
): Promise<void> {
  return context.terminal.step(`Certificate ${found.reference.namespace}/${name}`, () =>
    awaitCertificate(context, found, name, patience),
  );
}

function wayBackOf({ found, roleArn }: PreparedEdit): string {
  const subject = `${formatTarget(found.target)} -n ${found.reference.namespace}`;
  return roleArn === undefined ? `kubectl rollout undo ${subject}` : `iamra unannotate ${subject}`;
}
