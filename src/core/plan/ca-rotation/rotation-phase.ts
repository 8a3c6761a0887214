import { isSettled } from './choose-target.ts';
import type { RotationObservation } from './rotation-observation.ts';

/** How far a rotation has come, in words. */
export const rotationPhases = {
  none: 'No rotation is under way.',
  'next-made': 'The next CA is made; AWS does not trust it yet.',
  'both-trusted': 'AWS trusts both CAs; the old one signs.',
  'next-signs': 'The new CA signs; AWS trusts both until all certificates are from it.',
  'old-dropped': 'AWS trusts the new CA alone; what is kept of the old one can be deleted.',
  unknown: 'The trust anchor and the CA that is kept do not fit together.',
} as const;

export type RotationPhase = keyof typeof rotationPhases;

export function rotationPhase(observation: RotationObservation): RotationPhase {
  const { anchor, slots } = observation;
  const { current, next } = slots;
  if (isSettled(observation)) return 'none';
  if (current === undefined || !anchor.includes(current)) return 'unknown';
  if (next !== undefined && next !== current) {
    return anchor.includes(next) ? 'both-trusted' : 'next-made';
  }
  if (anchor.length === 1) return 'old-dropped';
  return slots.previous !== undefined && slots.previous !== current ? 'next-signs' : 'unknown';
}
