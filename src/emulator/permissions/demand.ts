/** What a caller must be allowed for one request; some need several. */
export interface Demand {
  /** `iam:CreateRole` */
  readonly action: string;
  /** An ARN, or `*` for an action that AWS knows no resources of. */
  readonly resource: string;
  /** Values by condition key. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}
