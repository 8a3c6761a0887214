import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRegion } from '../../src/aws/find-region.ts';
import { type AwsReach, findReach, rolesAnywhereUrl } from '../../src/aws/reach/find-reach.ts';

const config = `[default]
region = eu-west-1
[profile local]
region = eu-north-1
services = local
endpoint_url = http://profile
use_fips_endpoint = true
[services local]
iam =
  endpoint_url = http://iam-of-services
[profile closed]
endpoint_url = http://profile
ignore_configured_endpoint_urls = true
`;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'iamra-aws-'));
  await writeFile(join(directory, 'config'), config);
  await writeFile(join(directory, 'credentials'), '[local]\nuse_dualstack_endpoint = true\n');
  vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'credentials'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

type Environment = Readonly<Record<string, string>>;

const reach = (profile?: string, environment: Environment = {}, url?: string): Promise<AwsReach> =>
  findReach({ region: 'eu-west-1', profile, endpointUrl: url, environment });

describe('the URLs in place of AWS’s own', () => {
  it('are none where nobody names one', async () => {
    expect(await reach()).toEqual({
      endpoints: { ROLESANYWHERE: undefined, IAM: undefined, STS: undefined },
      fips: false,
      dualStack: false,
    });
  });

  it('come from the profile, of its services section first', async () => {
    const { endpoints, fips, dualStack } = await reach('local');
    expect(endpoints).toEqual({
      ROLESANYWHERE: 'http://profile',
      IAM: 'http://iam-of-services',
      STS: 'http://profile',
    });
    expect([fips, dualStack]).toEqual([true, true]);
  });

  it('come from the environment before the profile, of the service first', async () => {
    const { endpoints } = await reach('local', {
      AWS_ENDPOINT_URL: 'http://all',
      AWS_ENDPOINT_URL_STS: 'http://sts',
    });
    expect(endpoints).toEqual({
      ROLESANYWHERE: 'http://all',
      IAM: 'http://all',
      STS: 'http://sts',
    });
  });

  it('are one for all by the flag, whatever else there is', async () => {
    const { endpoints } = await reach(
      'local',
      { AWS_ENDPOINT_URL_IAM: 'http://iam' },
      'http://flag',
    );
    expect(new Set(Object.values(endpoints))).toEqual(new Set(['http://flag']));
  });

  it.each([
    ['local', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://all' }],
    ['closed', {}],
  ])('are none where profile %s or the environment says to ignore them', async (profile, more) => {
    const { endpoints } = await reach(profile, more);
    expect(new Set(Object.values(endpoints))).toEqual(new Set([undefined]));
  });
});

it('the environment overrules the profile on FIPS and dual stack', async () => {
  const environment = { AWS_PROFILE: 'local', AWS_USE_FIPS_ENDPOINT: 'FALSE' };
  expect(await reach(undefined, environment)).toMatchObject({ fips: false, dualStack: true });
});

it('Roles Anywhere is asked where the region, FIPS and dual stack say, unless a URL is given', async () => {
  const environment = { AWS_USE_FIPS_ENDPOINT: 'true' };
  const fips = await reach(undefined, environment);
  expect(rolesAnywhereUrl('us-gov-west-1', fips)).toBe(
    'https://rolesanywhere-fips.us-gov-west-1.amazonaws.com',
  );
  expect(rolesAnywhereUrl('us-gov-west-1', await reach('local'))).toBe('http://profile');
});

describe('the region', () => {
  it.each([
    [{ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-1' }, undefined, 'us-east-1'],
    [{ AWS_DEFAULT_REGION: 'us-west-1' }, 'local', 'us-west-1'],
    [{ AWS_REGION: '' }, 'local', 'eu-north-1'],
    [{ AWS_PROFILE: 'local' }, undefined, 'eu-north-1'],
    [{}, undefined, 'eu-west-1'],
    [{}, 'closed', undefined],
  ])('of the environment %o and the profile %s is %s', async (environment, profile, region) => {
    expect(await findRegion(environment, profile)).toBe(region);
  });
});
