import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import {
  type AwsKeys,
  type AwsService,
  type AwsSettings,
  type CredentialsProvider,
  endpointOverride,
} from './aws-settings.ts';

// The control plane takes about one request a second, and a run makes about ten; the first question, to STS,
// should fail soon where AWS can't be reached at all.
const maximumAttempts: Readonly<Record<AwsService, number>> = { ROLESANYWHERE: 8, IAM: 8, STS: 3 };

type Identity = Awaited<ReturnType<ReturnType<typeof fromNodeProviderChain>>>;

export interface ClientSettings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: ReturnType<typeof fromNodeProviderChain>;
  readonly endpoint?: string;
}

/** What each SDK client is made with: one credential chain, the same retries, the service's endpoint. */
export function clientSettings(settings: AwsSettings, service: AwsService): ClientSettings {
  const endpoint = endpointOverride(settings, service);
  return {
    region: settings.region,
    maxAttempts: maximumAttempts[service],
    credentials: credentialsOf(settings),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function credentialsOf({
  region,
  profile,
  credentials,
}: AwsSettings): ClientSettings['credentials'] {
  if (credentials !== undefined) return async () => identityOf(await resolve(credentials));
  const named = profile === undefined ? {} : { profile };
  return fromNodeProviderChain({ ...named, clientConfig: { region } });
}

function resolve(credentials: AwsKeys | CredentialsProvider): AwsKeys | Promise<AwsKeys> {
  return typeof credentials === 'function' ? credentials() : credentials;
}

/** A copy: SDK clients write into the credentials that they get. */
function identityOf({ accessKeyId, secretAccessKey, sessionToken, expiration }: AwsKeys): Identity {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration }),
  };
}
