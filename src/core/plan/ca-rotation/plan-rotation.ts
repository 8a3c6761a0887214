import { IamraError } from '../../errors/iamra-error.ts';
import { maximumAnchorCertificates } from '../../pki/check-trust-anchor-certificate.ts';
import type { CaId, RotationObservation } from './rotation-observation.ts';
import type { RotationStep } from './rotation-step.ts';

/** The target of a rotation whose CA is still to be made. */
export const newCa: CaId = 'new';

/**
 * What is left to do until one CA signs and is the only one that AWS trusts, from any state. In this
 * order no certificate in use is ever one that AWS does not trust: trusted first, then used, seen to be
 * used by all, and only then the others dropped.
 * @param target the CA that is to stay; `newCa` for one that is still to be made
 * @throws {IamraError} IAMRA255 where the trust anchor has no room for it, IAMRA258 where its key is nowhere
 */
export function planRotation(observation: RotationObservation, target: CaId): RotationStep[] {
  const drops = observation.anchor.some((ca) => ca !== target);
  return [
    ...stepsOfTrust(observation, target),
    ...stepsOfSigning(observation, target),
    ...stepsOfWorkloads(observation, target, drops),
    ...(drops ? [{ kind: 'trust-only', ca: target } as const] : []),
    ...stepsOfClearing(observation, target),
  ];
}

/** The identities that still have to come from the target before anything else may be dropped. */
export function pendingIdentities(
  { identities = [], anchor }: RotationObservation,
  target: CaId,
): RotationObservation['identities'] & object {
  return identities.filter(({ isRenewable, issuedBy }) => {
    if (issuedBy === target) return false;
    // A certificate from elsewhere only matters if it is to lose its trust.
    return isRenewable || (issuedBy !== undefined && anchor.includes(issuedBy));
  });
}

function stepsOfTrust(observation: RotationObservation, target: CaId): RotationStep[] {
  const make: RotationStep[] = target === newCa ? [{ kind: 'make-next' }] : [];
  if (observation.anchor.includes(target)) return make;
  refuseFullAnchor(observation);
  return [...make, { kind: 'trust', ca: target }];
}

function stepsOfSigning(observation: RotationObservation, target: CaId): RotationStep[] {
  if (observation.slots.current === target) return [];
  const sign: RotationStep = { kind: 'sign-with', slot: slotOf(observation, target) };
  return isKeptElsewhere(observation) ? [sign] : [{ kind: 'keep-previous' }, sign];
}

/** The key from before goes last, so that there is a way back as long as there can be one. */
function stepsOfClearing(observation: RotationObservation, target: CaId): RotationStep[] {
  const { slots } = observation;
  const hasNext = slots.next !== undefined || target === newCa;
  const hasPrevious =
    slots.previous !== undefined || (slots.current !== target && !isKeptElsewhere(observation));
  return [
    ...(hasNext ? [{ kind: 'delete', slot: 'next' } as const] : []),
    ...(hasPrevious ? [{ kind: 'delete', slot: 'previous' } as const] : []),
  ];
}

function stepsOfWorkloads(
  observation: RotationObservation,
  target: CaId,
  drops: boolean,
): RotationStep[] {
  const { identities, isTaken } = observation;
  if (identities === undefined) return drops && !isTaken ? [{ kind: 'reissue-by-hand' }] : [];
  const isPending = pendingIdentities(observation, target).length > 0;
  return [
    ...(isPending ? [{ kind: 'reissue' } as const] : []),
    ...(drops && !isTaken ? [{ kind: 'await-agents' } as const] : []),
  ];
}

/** Whether the CA that signs would survive its replacement. */
function isKeptElsewhere({ slots: { current, next, previous } }: RotationObservation): boolean {
  return current === undefined || current === next || current === previous;
}

function slotOf({ slots }: RotationObservation, target: CaId): 'next' | 'previous' {
  if (target === newCa || slots.next === target) return 'next';
  if (slots.previous === target) return 'previous';
  throw new IamraError(
    'IAMRA258',
    'The key of the CA that is to sign is neither kept as the next one nor as the previous one.',
  );
}

function refuseFullAnchor({ anchor, cas }: RotationObservation): void {
  if (anchor.length < maximumAnchorCertificates) return;
  const names = anchor.map((ca) => cas.get(ca)?.name ?? ca).join(' and ');
  throw new IamraError(
    'IAMRA255',
    `The trust anchor holds ${anchor.length} CA certificates, ${names}; it takes ${maximumAnchorCertificates}, and has no room for the next one.`,
  );
}
