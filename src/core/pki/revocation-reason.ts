/**
 * Why a certificate was revoked, with the codes of RFC 5280 §5.3.1; without those that only lists of CAs, delta
 * lists or attribute certificates have.
 */
export const revocationReasons = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
} as const;

export type RevocationReason = keyof typeof revocationReasons;
