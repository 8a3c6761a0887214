import { partitionOfRegion } from '../../core/partition.ts';
import { sessionEndpoint } from '../../core/session/session-endpoint.ts';
import type { AwsService, AwsSettings } from '../aws-settings.ts';
import { checkEndpoint, type GivenEndpoint } from './check-endpoint.ts';
import { profileName, readSharedConfig, type Section, type SharedConfig } from './shared-config.ts';

/** Which hosts are asked. */
export interface AwsReach {
  /** The URLs in place of AWS's own; undefined where there is none. */
  readonly endpoints: Readonly<Record<AwsService, string | undefined>>;
  readonly fips: boolean;
  readonly dualStack: boolean;
}

/**
 * Reads from settings, environment and profile which hosts are asked.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html
 */
export async function findReach(settings: AwsSettings): Promise<AwsReach> {
  const config = await readSharedConfig();
  const { environment } = settings;
  const profile = config.profiles[profileName(settings.profile, environment)] ?? {};
  const isOn = (name: string): boolean =>
    /^true$/i.test(environment[`AWS_${name}`] ?? profile[name.toLowerCase()] ?? '');
  const endpoint = (service: AwsService): string | undefined => {
    const given = { url: settings.endpointUrl, source: '--endpoint-url' };
    if (isGiven(given)) return checkEndpoint(given);
    if (isOn('IGNORE_CONFIGURED_ENDPOINT_URLS')) return undefined;
    const configured = configuredEndpoint(service, environment, profile, config);
    return configured === undefined ? undefined : checkEndpoint(configured);
  };
  return {
    endpoints: {
      ROLESANYWHERE: endpoint('ROLESANYWHERE'),
      IAM: endpoint('IAM'),
      STS: endpoint('STS'),
    },
    fips: isOn('USE_FIPS_ENDPOINT'),
    dualStack: isOn('USE_DUALSTACK_ENDPOINT'),
  };
}

/** Where Roles Anywhere is asked; its SDK knows fewer partitions than there are. */
export function rolesAnywhereUrl(region: string, reach: AwsReach): string {
  return (
    reach.endpoints.ROLESANYWHERE ?? sessionEndpoint(partitionOfRegion(region).id, region, reach)
  );
}

function configuredEndpoint(
  service: AwsService,
  environment: AwsSettings['environment'],
  profile: Section,
  { services }: SharedConfig,
): GivenEndpoint | undefined {
  const ownSection = services[profile['services'] ?? ''] ?? {};
  const source = 'endpoint_url of the profile';
  const candidates = [
    ...[`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].map((source) => ({
      url: environment[source],
      source,
    })),
    { url: ownSection[`${service.toLowerCase()}.endpoint_url`], source },
    { url: profile['endpoint_url'], source },
  ];
  return candidates.filter(isGiven).find(({ url }) => url !== '');
}

function isGiven(candidate: {
  url: string | undefined;
  source: string;
}): candidate is GivenEndpoint {
  return candidate.url !== undefined;
}
