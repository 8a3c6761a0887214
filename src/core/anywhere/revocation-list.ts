/** A certificate revocation list that Roles Anywhere holds for a trust anchor. */
export interface ImportedRevocationList {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly trustAnchorArn: string;
  /** PEM */
  readonly text: string;
}

/** AWS takes no more lists for one trust anchor. */
export const maximumRevocationLists = 2;
