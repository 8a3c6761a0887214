import { IamraError } from '../../errors/iamra-error.ts';
import { maximumAnchorCertificates } from '../../pki/check-trust-anchor-certificate.ts';
import type { CaId, ObservedIdentity, RotationObservation } from './rotation-observation.ts';
import type { RotationStep } from './rotation-step.ts';

/** A target that is still to be made. */
export const newCa: CaId = 'new';

/**
 * What is left to do until one CA signs and is the only one that AWS trusts, from any state. In this
 * order no certificate in use is ever one that AWS does not trust: a CA is trusted first, then signs,
 * is seen to be used by all, and only then the others are dropped.
 * @param target the CA that is to stay; it is made where it is kept nowhere
 * @throws {IamraError} IAMRA255 where the trust anchor has no room for it
 */
export function planRotation(observation: RotationObservation, target: CaId): RotationStep[] {
  const drops = observation.anchor.some((ca) => ca !== target);
  const steps: RotationStep[] = [
    ...(isKept(observation, target) ? [] : [{ kind: 'make-next' } as const]),
    ...stepsOfTrust(observation, target),
    ...stepsOfSigning(observation, target),
    ...stepsOfWorkloads(observation, target, drops),
    ...(drops ? [{ kind: 'trust-only', ca: target } as const] : []),
  ];
  return [...steps, ...stepsOfClearing(observation, steps)];
}

/** The identities that still have to come from the target before anything else may be dropped. */
export function pendingIdentities<T extends ObservedIdentity>(
  identities: readonly T[],
  anchor: readonly CaId[],
  target: CaId,
): T[] {
  return identities.filter(({ isRenewable, issuedBy }) => {
    if (issuedBy === target) return false;
    // A certificate from elsewhere only matters if it is to lose its trust.
    return isRenewable || (issuedBy !== undefined && anchor.includes(issuedBy));
  });
}

function stepsOfTrust({ anchor, cas }: RotationObservation, target: CaId): RotationStep[] {
  if (anchor.includes(target)) return [];
  const beside = anchor.filter((ca) => cas.get(ca)?.isExpired !== true);
  if (beside.length < maximumAnchorCertificates) return [{ kind: 'trust', ca: target, beside }];
  const names = beside.map((ca) => cas.get(ca)?.name ?? ca).join(' and ');
  throw new IamraError(
    'IAMRA255',
    `The trust anchor holds ${beside.length} CA certificates, ${names}; it takes ${maximumAnchorCertificates}, and has no room for the next one.`,
  );
}

function stepsOfSigning({ slots }: RotationObservation, target: CaId): RotationStep[] {
  const { current, next, previous } = slots;
  if (current === target) return [];
  const from = previous === target && next !== target ? 'previous' : 'next';
  const sign: RotationStep = { kind: 'sign-with', slot: from };
  if (current === undefined || current === next || current === previous) return [sign];
  if (from === 'next') return [{ kind: 'keep', slot: 'previous' }, sign];
  return next === undefined ? [{ kind: 'keep', slot: 'next' }, sign] : [sign];
}

function stepsOfWorkloads(
  { identities, anchor, isTaken }: RotationObservation,
  target: CaId,
  drops: boolean,
): RotationStep[] {
  if (identities === undefined) return drops && !isTaken ? [{ kind: 'reissue-by-hand' }] : [];
  const isPending = pendingIdentities(identities, anchor, target).length > 0;
  return [
    ...(isPending ? [{ kind: 'reissue' } as const] : []),
    ...(drops && !isTaken ? [{ kind: 'await-agents' } as const] : []),
  ];
}

/** The key from before goes last, so that there is a way back as long as there can be one. */
function stepsOfClearing(
  { slots }: RotationObservation,
  before: readonly RotationStep[],
): RotationStep[] {
  const isFilled = (slot: 'next' | 'previous'): boolean =>
    slots[slot] !== undefined || before.some((step) => filledBy(step) === slot);
  return (['next', 'previous'] as const)
    .filter(isFilled)
    .map((slot) => ({ kind: 'delete', slot }) as const);
}

function filledBy(step: RotationStep): 'next' | 'previous' | undefined {
  if (step.kind === 'make-next') return 'next';
  return step.kind === 'keep' ? step.slot : undefined;
}

function isKept({ slots }: RotationObservation, target: CaId): boolean {
  return Object.values(slots).includes(target);
}
