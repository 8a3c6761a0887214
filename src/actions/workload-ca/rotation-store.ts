import type { IssuedCertificate } from '../../core/pki/issue-certificate.ts';
import type { CaSlot } from '../../core/plan/ca-rotation/rotation-observation.ts';

/** Where the CAs of a rotation are kept: the one that signs, the next one, and the one from before. */
export interface RotationStore {
  /** As a plan says it: `Secret cert-manager/iamra-workload-ca-next of context home`. */
  readonly placeOf: (slot: CaSlot) => string;
  /** The CA certificate, PEM; undefined where the slot is empty. */
  readonly read: (slot: CaSlot) => Promise<string | undefined>;
  /** The same with its key. */
  readonly readWithKey: (slot: CaSlot) => Promise<IssuedCertificate | undefined>;
  /** @throws {IamraError} IAMRA257 where somebody else keeps the CA that signs */
  readonly refuseForeign: () => Promise<void>;
  /** Keeps the next CA; never replaces one. */
  readonly writeNext: (ca: IssuedCertificate) => Promise<void>;
  /** Puts into one slot what another holds, in one write. */
  readonly copy: (from: CaSlot, to: CaSlot) => Promise<void>;
  readonly remove: (slot: 'next' | 'previous') => Promise<void>;
}
