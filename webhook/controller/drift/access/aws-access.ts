/** Where the controller gets a session from Roles Anywhere; iamra.yaml says it. */
export interface RolesAnywherePlace {
  readonly region: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
}

/** Credentials, in the form that the AWS SDK asks for. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** The SDK asks again before then. */
  readonly expiration?: Date | undefined;
}

export type CredentialsProvider = () => Promise<AwsCredentials>;

/** One way to AWS. */
export interface AwsAccess {
  /** For the log. */
  readonly description: string;
  /** Undefined: the SDK finds them in the environment by itself. */
  credentials(place: RolesAnywherePlace, signal: AbortSignal): CredentialsProvider | undefined;
}
