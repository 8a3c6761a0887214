// Every other partition that has Roles Anywhere uses amazonaws.com.
const domains: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
};

/**
 * Where Roles Anywhere answers in a region.
 * @see https://docs.aws.amazon.com/general/latest/gr/rolesanywhere.html
 */
export function sessionEndpoint(partition: string, region: string): string {
  return `https://rolesanywhere.${region}.${domains[partition] ?? 'amazonaws.com'}`;
}
