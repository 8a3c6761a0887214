/** What the API server asks: AdmissionReview v1, as far as the webhook reads it. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: string;
  /** `pods`, `pods/binding`, `deployments.apps`. */
  readonly resource: string;
  readonly namespace: string;
  readonly dryRun: boolean;
  /** The object as it came; undefined for a deletion. */
  readonly object: unknown;
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
  };
}
