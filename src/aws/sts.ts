export interface CallerIdentity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

/** What iamra needs of STS; every call throws an IamraError of 2xx. */
export interface Sts {
  readonly getCallerIdentity: () => Promise<CallerIdentity>;
}
