/** How AWS is reached; the same for every service. */
export interface AwsSettings {
  readonly region: string;
  /** A profile of the AWS CLI. */
  readonly profile?: string | undefined;
  /** One URL in place of AWS's own, for all services. */
  readonly endpointUrl?: string | undefined;
  /** In place of what the environment and the profile hold. */
  readonly credentials?: AwsKeys | CredentialsProvider | undefined;
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

/**
 * The URL in place of AWS's own for a service; undefined where there is none.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOverride(settings: AwsSettings, service: AwsService): string | undefined {
  const { environment, endpointUrl } = settings;
  return (
    endpointUrl ?? environment[`AWS_ENDPOINT_URL_${service}`] ?? environment['AWS_ENDPOINT_URL']
  );
}
