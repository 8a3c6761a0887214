import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsKeys, AwsSettings, CredentialsProvider } from '../aws-settings.ts';
import { explainCredentials } from './explain-credentials.ts';

export type SdkCredentials = ReturnType<typeof fromNodeProviderChain>;
type Identity = Awaited<ReturnType<SdkCredentials>>;

/** The credentials that are given, or else those of the profile or the environment, as the AWS CLI finds them. */
export function findCredentials(
  settings: AwsSettings,
  requestHandler: NodeHttpHandler | undefined,
): SdkCredentials {
  const { credentials } = settings;
  if (credentials !== undefined) return async () => identityOf(await resolve(credentials));
  const chain = fromNodeProviderChain(chainSettings(settings, requestHandler));
  return async (properties) => {
    try {
      return await chain(properties);
    } catch (error) {
      throw await explainCredentials(settings, error);
    }
  };
}

function chainSettings(
  { region, profile, endpointUrl, askMfaCode }: AwsSettings,
  requestHandler: NodeHttpHandler | undefined,
): Parameters<typeof fromNodeProviderChain>[0] {
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(askMfaCode === undefined ? {} : { mfaCodeProvider: askMfaCode }),
    clientConfig: {
      region,
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      ...(requestHandler === undefined ? {} : { requestHandler }),
    },
  };
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
