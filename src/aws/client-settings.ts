import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { type AwsService, type AwsSettings, endpointOverride } from './aws-settings.ts';

// The control plane takes about one request a second; a run makes about ten.
const maximumAttempts = 8;

export interface ClientSettings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: ReturnType<typeof fromNodeProviderChain>;
  readonly endpoint?: string;
}

/** What each SDK client is made with: one credential chain, the same retries, the service's endpoint. */
export function clientSettings(settings: AwsSettings, service: AwsService): ClientSettings {
  const endpoint = endpointOverride(settings, service);
  const profile = settings.profile === undefined ? {} : { profile: settings.profile };
  return {
    region: settings.region,
    maxAttempts: maximumAttempts,
    credentials: fromNodeProviderChain({ ...profile, clientConfig: { region: settings.region } }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
