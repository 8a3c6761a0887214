import { partitionOfRegion } from '../../core/partition.ts';
import { sessionEndpoint } from '../../core/session/session-endpoint.ts';
import type { AwsService, AwsSettings } from '../aws-settings.ts';
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
    if (settings.endpointUrl !== undefined) return settings.endpointUrl;
    if (isOn('IGNORE_CONFIGURED_ENDPOINT_URLS')) return undefined;
    return configuredEndpoint(service, environment, profile, config);
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
): string | undefined {
  const ownSection = services[profile['services'] ?? ''] ?? {};
  const candidates = [
    environment[`AWS_ENDPOINT_URL_${service}`],
    environment['AWS_ENDPOINT_URL'],
    ownSection[`${service.toLowerCase()}.endpoint_url`],
    profile['endpoint_url'],
  ];
  return candidates.find((url) => url !== undefined && url !== '');
}
