import { partitionNamed } from '../partition.ts';

/** Which of the host names that a service has in a region. */
export interface EndpointVariant {
  /** With cryptography validated by FIPS 140. */
  readonly fips?: boolean | undefined;
  /** With IPv6 addresses too. */
  readonly dualStack?: boolean | undefined;
}

/**
 * Where Roles Anywhere answers in a region.
 * @see https://docs.aws.amazon.com/general/latest/gr/rolesanywhere.html
 */
export function sessionEndpoint(
  partition: string,
  region: string,
  { fips = false, dualStack = false }: EndpointVariant = {},
): string {
  const { domain, dualStackDomain } = partitionNamed(partition);
  const service = fips ? 'rolesanywhere-fips' : 'rolesanywhere';
  return `https://${service}.${region}.${dualStack ? dualStackDomain : domain}`;
}
