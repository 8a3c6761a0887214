import { readCertificate } from '../../pki/certificate-facts.ts';
import { generationOf } from './generation.ts';
import type { RotationObservation } from './rotation-observation.ts';

const day = 24 * 60 * 60 * 1000;

/** Whether the CA that signs was made by a rotation within the last day. */
export function wasJustReplaced({ cas, slots }: RotationObservation, now: Date): boolean {
  const current = slots.current === undefined ? undefined : cas.get(slots.current);
  if (current === undefined) return false;
  const { subject } = readCertificate(current.certificatePem);
  const madeAt = generationOf(subject);
  return madeAt !== undefined && now.getTime() - madeAt.getTime() < day;
}
