/** What the API server asks: AdmissionReview v1, as far as the webhook reads it. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: string;
  /** `pods`, `pods/binding`, `deployments.apps`. */
  readonly resource: string;
  readonly namespace: string;
  /** Absent where the API server has yet to make it. */
  readonly name?: string;
  readonly dryRun: boolean;
  /** The object as it came; undefined for a deletion. */
  readonly object: unknown;
  /** The object as it was before an update. */
  readonly oldObject?: unknown;
}

/** What the API server gets: AdmissionReview v1. */
export interface AdmissionReview {
  readonly apiVersion: 'admission.k8s.io/v1';
  readonly kind: 'AdmissionReview';
  readonly response: AdmissionResponse;
}

export interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly patchType?: 'JSONPatch';
  /** A JSON patch (RFC 6902), in base64. */
  readonly patch?: string;
  readonly warnings?: readonly string[];
  readonly status?: {
    readonly code: number;
    readonly reason: string;
    readonly message: string;
    /** kubectl lists the causes of what is Invalid. */
    readonly details?: StatusDetails;
  };
}

/** Of meta/v1 Status. */
export interface StatusDetails {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly causes: ReadonlyArray<{
    readonly reason: string;
    readonly message: string;
    readonly field: string;
  }>;
}
