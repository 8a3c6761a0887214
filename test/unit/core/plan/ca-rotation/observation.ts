import type {
  CaId,
  KnownCa,
  ObservedIdentity,
  RotationObservation,
} from '../../../../../src/core/plan/ca-rotation/rotation-observation.ts';

export interface Sketch {
  readonly anchor: readonly CaId[];
  readonly current?: CaId;
  readonly next?: CaId;
  readonly previous?: CaId;
  /** Who issued the certificate of each workload; absent: there is no cluster. */
  readonly issuers?: readonly (CaId | undefined)[];
  readonly isTaken?: boolean;
  readonly expired?: readonly CaId[];
}

const order = ['oldest', 'old', 'new', 'newest'];

/** A state of a rotation, its CAs known by their names; later ones in the list were made later. */
export function observation(sketch: Sketch): RotationObservation {
  const { anchor, current, next, previous, issuers, isTaken = false, expired = [] } = sketch;
  const known = order.map((name, index): [CaId, KnownCa] => [
    name,
    {
      name: `CN=${name}`,
      certificatePem: '',
      madeAt: new Date(index),
      isExpired: expired.includes(name),
    },
  ]);
  return {
    cas: new Map(known),
    anchor,
    slots: { current, next, previous },
    identities: issuers?.map(identity),
    isTaken,
  };
}

function identity(issuedBy: CaId | undefined, index: number): ObservedIdentity {
  return { name: `Certificate default/${index}`, isRenewable: true, issuedBy };
}
