import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { caWarnings } from '../../../core/pki/ca-warnings.ts';
import { trustAnchorProblems } from '../../../core/pki/check-trust-anchor-certificate.ts';
import { describeCa } from '../../../core/pki/describe-ca.ts';
import { pendingIdentities } from '../../../core/plan/ca-rotation/plan-rotation.ts';
import type { CaSlot } from '../../../core/plan/ca-rotation/rotation-observation.ts';
import { rotationPhase } from '../../../core/plan/ca-rotation/rotation-phase.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import { type CaPlace, type CaPlaceInput, findCaPlace } from '../find-ca-place.ts';
import { findTrustAnchor } from '../rotate/observe/find-trust-anchor.ts';
import { type ObservedRotation, observeRotation } from '../rotate/observe/observe-rotation.ts';
import type { ShowCaResult, ShownCa } from './show-ca-result.ts';

/** Reads what the trust anchor holds, what signs, and how far a rotation is; writes nothing. */
export async function showCa(
  context: Context,
  { aws, config }: AwsSide,
  input: CaPlaceInput,
): Promise<ShowCaResult> {
  const { rolesAnywhere } = aws;
  const trustAnchor = await findTrustAnchor(rolesAnywhere, config);
  const place = await findPlace(context, input);
  const now = context.now();
  const world = {
    rolesAnywhere,
    trustAnchorId: trustAnchor.id,
    store: place?.store,
    workloads: place?.workloads,
    now: () => now,
  };
  const observation = await observeRotation(world, false);
  const cas = shownCas(observation, now);
  const isKnown = observation.slots.current !== undefined;
  const phase = isKnown ? rotationPhase(observation) : null;
  const { arn, name, enabled, certificates } = trustAnchor;
  return {
    cluster: config.cluster,
    trustAnchor: { arn, name, enabled },
    signsIn: isKnown && place !== undefined ? place.store.placeOf('current') : null,
    cas,
    rotation: phase === null ? null : { phase, pendingCertificates: countPending(observation) },
    warnings: [
      ...(enabled ? [] : ['The trust anchor is disabled: no workload gets credentials.']),
      ...trustAnchorProblems(certificates, now).map(({ message }) => message),
      ...warningsOf(observation, now),
    ],
  };
}

/** A cluster that merely happens to be at hand, and does not answer, hides nothing of what AWS holds. */
async function findPlace(context: Context, input: CaPlaceInput): Promise<CaPlace | undefined> {
  const isNamed = input.context !== undefined || input.kubeconfig !== undefined;
  try {
    return await findCaPlace(context, input);
  } catch (error) {
    if (isNamed || !IamraError.is(error)) throw error;
    context.terminal.warn(`What signs in the cluster is not shown: ${error.message}`);
    return undefined;
  }
}

function shownCas({ cas, anchor, slots }: ObservedRotation, now: Date): ShownCa[] {
  const keptAs = (id: string): CaSlot[] =>
    (['current', 'next', 'previous'] as const).filter((slot) => slots[slot] === id);
  return [...cas].map(([id, { certificatePem }]) => ({
    ...describeCa(certificatePem, now),
    trusted: anchor.includes(id),
    keptAs: keptAs(id),
  }));
}

function countPending({ identities, anchor, slots }: ObservedRotation): number | null {
  if (identities === undefined || slots.current === undefined) return null;
  return pendingIdentities(identities, anchor, slots.current).length;
}

function warningsOf({ cas, anchor, slots }: ObservedRotation, now: Date): string[] {
  const { current } = slots;
  const isLost = current !== undefined && !anchor.includes(current);
  const untrusted = isLost
    ? [
        `The CA that signs, ${cas.get(current)?.name ?? ''}, is not in the trust anchor: AWS trusts none of its certificates.`,
      ]
    : [];
  // The one that a rotation is about to drop may be as it is.
  const looked = current === undefined ? anchor : [current];
  return [
    ...untrusted,
    ...looked.flatMap((id) => caWarnings(cas.get(id)?.certificatePem ?? '', now)),
  ];
}
