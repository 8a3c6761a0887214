import { describe, expect, it } from 'vitest';
import { partitionOfRegion } from '../../../../src/core/partition.ts';
import { sessionEndpoint } from '../../../../src/core/session/session-endpoint.ts';

describe('the endpoint of Roles Anywhere', () => {
  it.each([
    ['aws', 'eu-west-1', 'amazonaws.com', 'api.aws'],
    ['aws', 'mx-central-1', 'amazonaws.com', 'api.aws'],
    ['aws-us-gov', 'us-gov-west-1', 'amazonaws.com', 'api.aws'],
    ['aws-cn', 'cn-north-1', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
    ['aws-eusc', 'eusc-de-east-1', 'amazonaws.eu', 'api.amazonwebservices.eu'],
    ['aws-iso', 'us-iso-east-1', 'c2s.ic.gov', 'api.aws.ic.gov'],
    ['aws-iso-b', 'us-isob-east-1', 'sc2s.sgov.gov', 'api.aws.scloud'],
    ['aws-iso-e', 'eu-isoe-west-1', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
    ['aws-iso-f', 'us-isof-south-1', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ])('follows the partition %s in %s, with FIPS and dual stack', (id, region, domain, dual) => {
    expect(partitionOfRegion(region).id).toBe(id);
    expect(sessionEndpoint(id, region)).toBe(`https://rolesanywhere.${region}.${domain}`);
    const fips = `https://rolesanywhere-fips.${region}`;
    expect(sessionEndpoint(id, region, { fips: true })).toBe(`${fips}.${domain}`);
    expect(sessionEndpoint(id, region, { fips: true, dualStack: true })).toBe(`${fips}.${dual}`);
  });

  it('is that of the commercial partition for what is newer than this program', () => {
    expect(partitionOfRegion('xx-new-1').id).toBe('aws');
    expect(sessionEndpoint('aws-new', 'xx-new-1')).toBe(
      'https://rolesanywhere.xx-new-1.amazonaws.com',
    );
  });
});
