/** The SHA-256 fingerprint of a CA certificate. */
export type CaId = string;

/** Where a CA is kept: the one that signs, the one to come, and the one from before, for the way back. */
export type CaSlot = 'current' | 'next' | 'previous';

/** A CA certificate that takes part in a rotation. */
export interface KnownCa {
  /** As people tell it from others: `CN=iamra workload CA home,O=home`. */
  readonly name: string;
  readonly certificatePem: string;
  readonly madeAt: Date;
  /** AWS takes it no more, and nothing that it issued. */
  readonly isExpired: boolean;
}

/** A certificate that a workload asks AWS with. */
export interface ObservedIdentity {
  /** `Certificate default/iamra-web`, or `Secret default/own` for what cert-manager does not renew. */
  readonly name: string;
  /** Whether cert-manager keeps it, and so issues it anew when told to. */
  readonly isRenewable: boolean;
  /** Undefined: by a CA that takes no part, or not issued yet. */
  readonly issuedBy: CaId | undefined;
}

/** All that the phases of a rotation are told from; nothing else remembers how far it came. */
export interface RotationObservation {
  readonly cas: ReadonlyMap<CaId, KnownCa>;
  /** What the trust anchor holds. */
  readonly anchor: readonly CaId[];
  /** What lies where. */
  readonly slots: Readonly<Record<CaSlot, CaId | undefined>>;
  /** Undefined: there is no cluster to look into. */
  readonly identities: readonly ObservedIdentity[] | undefined;
  /** Whether all that run were seen to use certificates of the CA that is to stay, or somebody vouches for it. */
  readonly isTaken: boolean;
}
