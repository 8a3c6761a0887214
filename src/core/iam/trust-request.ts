/** Who asks to assume a role. */
export type TrustPrincipal =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'aws'; readonly arn: string; readonly account: string };

/** A question to a trust policy. */
export interface TrustRequest {
  readonly principal: TrustPrincipal;
  /** All of them must be allowed. */
  readonly actions: readonly string[];
  /** Condition key → values; a key that is absent is not part of the request. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}
