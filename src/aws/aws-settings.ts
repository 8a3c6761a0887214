/** How AWS is reached; the same for every service. */
export interface AwsSettings {
  readonly region: string;
  /** A profile of the AWS CLI. */
  readonly profile?: string | undefined;
  /** One URL in place of AWS's own, for all services. */
  readonly endpointUrl?: string | undefined;
  /** In place of what the environment and the profile hold. */
  readonly credentials?: AwsKeys | CredentialsProvider | undefined;
  /** Asks a person for the code of an MFA device; absent: nobody can be asked. */
  readonly askMfaCode?: ((device: string) => Promise<string>) | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** A provider is asked again before then. */
  readonly expiration?: Date | undefined;
}

export type CredentialsProvider = () => Promise<AwsKeys>;

export type AwsService = 'ROLESANYWHERE' | 'IAM' | 'STS';
