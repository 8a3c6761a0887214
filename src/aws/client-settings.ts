import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsService, AwsSettings } from './aws-settings.ts';
import { findCredentials, type SdkCredentials } from './credentials/find-credentials.ts';
import { type AwsReach, findReach, rolesAnywhereUrl } from './reach/find-reach.ts';
import { proxyHandler } from './reach/request-handler.ts';

// The control plane takes about one request a second, and a run makes about ten; the first question, to STS,
// should fail soon where AWS can't be reached at all.
const maximumAttempts: Readonly<Record<AwsService, number>> = { ROLESANYWHERE: 8, IAM: 8, STS: 3 };

/** What the clients of one run have in common. */
export interface AwsConnection {
  readonly region: string;
  readonly reach: AwsReach;
  readonly credentials: SdkCredentials;
  readonly requestHandler: NodeHttpHandler | undefined;
}

export interface ClientSettings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: SdkCredentials;
  readonly requestHandler?: NodeHttpHandler;
  readonly endpoint?: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** One credential chain, so that nobody is asked twice for an MFA code, and one way to the network. */
export async function connectAws(settings: AwsSettings): Promise<AwsConnection> {
  const requestHandler = proxyHandler(settings.environment);
  return {
    region: settings.region,
    reach: await findReach(settings),
    credentials: findCredentials(settings, requestHandler),
    requestHandler,
  };
}

/** What the SDK client of a service is made with. */
export function clientSettings(connection: AwsConnection, service: AwsService): ClientSettings {
  const { region, reach, credentials, requestHandler } = connection;
  const endpoint =
    service === 'ROLESANYWHERE' ? rolesAnywhereUrl(region, reach) : reach.endpoints[service];
  return {
    region,
    maxAttempts: maximumAttempts[service],
    credentials,
    ...(requestHandler === undefined ? {} : { requestHandler }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // The SDKs refuse both together: a given URL is taken as it is.
    useFipsEndpoint: endpoint === undefined && reach.fips,
    useDualstackEndpoint: endpoint === undefined && reach.dualStack,
  };
}
