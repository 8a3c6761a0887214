/** What an exported policy is limited to. */
export interface PermissionScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  /** Roles that iamra may make and change, as in an ARN, wildcards allowed: `role/teams/*`. */
  readonly roles: readonly string[];
  /** ARNs of roles that somebody else made, whose trust policies iamra may change. */
  readonly adoptedRoles: readonly string[];
  /** ARNs of the only managed policies that roles may get, wildcards allowed; absent: any. */
  readonly managedPolicies?: readonly string[] | undefined;
  /** Whether roles may get policies of their own, from files. */
  readonly inlinePolicies: boolean;
  /** ARNs of the permissions boundaries that roles may get. */
  readonly boundaries: readonly string[];
  /** Whether every role must have one of them. */
  readonly boundaryDemanded: boolean;
}
