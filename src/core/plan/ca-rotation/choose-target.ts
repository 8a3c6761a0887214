import { IamraError } from '../../errors/iamra-error.ts';
import { newCa } from './plan-rotation.ts';
import type { CaId, RotationObservation } from './rotation-observation.ts';

/**
 * The CA that a rotation is to end with: the next one if there is one, the one that signs where others
 * are still to be dropped, else one that is still to be made.
 * @throws {IamraError} IAMRA116 without a CA that signs, IAMRA256 where the next one is kept elsewhere
 */
export function chooseTarget(observation: RotationObservation): CaId {
  const { slots, anchor, cas } = observation;
  const current = currentOf(observation);
  if (slots.next !== undefined && slots.next !== current) return slots.next;
  if (isSettled(observation)) return newCa;
  const newer = anchor.find((ca) => ca !== slots.previous && mayBeNewer(observation, ca, current));
  if (newer !== undefined) {
    throw new IamraError(
      'IAMRA256',
      `The trust anchor holds ${cas.get(newer)?.name ?? newer}, which is newer than the CA that signs, and whose key is not here.`,
    );
  }
  return current;
}

/**
 * The CA to go back to: the one from before, once it was replaced, else the one that signs.
 * @throws {IamraError} IAMRA116 without a CA that signs, IAMRA258 where the one from before is gone
 */
export function chooseWayBack(observation: RotationObservation): CaId {
  const { slots, anchor } = observation;
  const current = currentOf(observation);
  if (slots.previous !== undefined && slots.previous !== current) return slots.previous;
  const wasReplaced = slots.next === current && slots.previous === undefined;
  if (!wasReplaced || anchor.length < 2) return current;
  throw new IamraError(
    'IAMRA258',
    'The new CA signs already, and the key of the one from before is gone.',
  );
}

/** Whether no rotation is under way: one CA, which signs and is the only one that AWS trusts. */
export function isSettled({ slots, anchor }: RotationObservation): boolean {
  const { current, next, previous } = slots;
  if (next !== undefined || previous !== undefined) return false;
  return anchor.length === 1 && anchor[0] === current;
}

function currentOf({ slots }: RotationObservation): CaId {
  if (slots.current !== undefined) return slots.current;
  throw new IamraError(
    'IAMRA116',
    'No CA is kept that signs certificates: there is none to replace.',
  );
}

function mayBeNewer({ cas }: RotationObservation, ca: CaId, than: CaId): boolean {
  if (ca === than) return false;
  const [one, other] = [cas.get(ca), cas.get(than)];
  // Certificates tell whole seconds only: of two from the same one, neither may be dropped unasked.
  return one !== undefined && other !== undefined && one.madeAt >= other.madeAt;
}
