/** A certificate subject that has asked for sessions, as Roles Anywhere remembers it. */
export interface Subject {
  readonly arn: string;
  readonly id: string;
  /** Distinguished name: `CN=default.web,O=home`. */
  readonly x509Subject: string;
  readonly enabled: boolean;
  readonly lastSeenAt: Date | undefined;
  /** Empty in lists. */
  readonly credentials: readonly SeenCertificate[];
}

/** One certificate of a subject. */
export interface SeenCertificate {
  /** Decimal */
  readonly serialNumber: string;
  readonly issuer: string;
  /** PEM; undefined where AWS does not give it. */
  readonly certificatePem: string | undefined;
  readonly seenAt: Date | undefined;
  /** Whether its last request for a session was refused. */
  readonly failed: boolean;
}
