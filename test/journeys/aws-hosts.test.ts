import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/core/config/parse-config.ts';
import type { RunningEmulator } from '../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../src/emulator/start-emulator.ts';
import { runIamra } from '../cli/support/run-iamra.ts';
import { temporaryDirectory } from '../cli/support/temporary-directory.ts';
import { type AwsHosts, type SignedRequest, startAwsHosts } from '../fixtures/aws-hosts.ts';

const initialise = [
  ...['init', '--cluster', 'home', '--ca-key-file', 'ca.key', '--no-cluster', '--yes'],
  ...['--role', 'web', '--service-account', 'default/web'],
];

interface Setting {
  readonly directory: string;
  readonly emulator: RunningEmulator;
  readonly hosts: AwsHosts;
  readonly environment: Readonly<Record<string, string>>;
}

/** AWS by its own host names, through a proxy. */
async function setting(region: string, partition = 'aws'): Promise<Setting> {
  const directory = await temporaryDirectory();
  const emulator = await startEmulator({ region, partition });
  onTestFinished(() => emulator.close());
  const hosts = await startAwsHosts(emulator.url);
  onTestFinished(() => {
    hosts.stop();
  });
  const caFile = join(directory, 'test-ca.pem');
  await writeFile(caFile, hosts.ca);
  const { administrator } = emulator.account;
  const environment = {
    HTTPS_PROXY: hosts.proxyUrl,
    NODE_EXTRA_CA_CERTS: caFile,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: administrator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
  };
  return { directory, emulator, hosts, environment };
}

/** `sts.eu-west-1.amazonaws.com for eu-west-1`, once for each service. */
function signedFor(requests: readonly SignedRequest[]): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const { service, host, region } of requests) {
    (found[service] ??= new Set()).add(`${host} for ${region}`);
  }
  return Object.fromEntries(Object.entries(found).map(([name, set]) => [name, [...set]]));
}

interface Case {
  readonly region: string;
  readonly partition?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly sts: string;
  readonly rolesanywhere: string;
  readonly iam: string;
}

const fips = { AWS_USE_FIPS_ENDPOINT: 'true' };
const dualStack = { AWS_USE_DUALSTACK_ENDPOINT: 'true' };

const cases: readonly Case[] = [
  {
    region: 'eu-west-1',
    sts: 'sts.eu-west-1.amazonaws.com',
    rolesanywhere: 'rolesanywhere.eu-west-1.amazonaws.com',
    iam: 'iam.amazonaws.com for us-east-1',
  },
  {
    region: 'us-east-2',
    with: fips,
    sts: 'sts-fips.us-east-2.amazonaws.com',
    rolesanywhere: 'rolesanywhere-fips.us-east-2.amazonaws.com',
    iam: 'iam-fips.amazonaws.com for us-east-1',
  },
  {
    region: 'eu-west-1',
    with: dualStack,
    sts: 'sts.eu-west-1.api.aws',
    rolesanywhere: 'rolesanywhere.eu-west-1.api.aws',
    iam: 'iam.global.api.aws for us-east-1',
  },
  {
    region: 'us-west-2',
    with: { ...fips, ...dualStack },
    sts: 'sts-fips.us-west-2.api.aws',
    rolesanywhere: 'rolesanywhere-fips.us-west-2.api.aws',
    iam: 'iam-fips.global.api.aws for us-east-1',
  },
  {
    region: 'cn-northwest-1',
    partition: 'aws-cn',
    sts: 'sts.cn-northwest-1.amazonaws.com.cn',
    rolesanywhere: 'rolesanywhere.cn-northwest-1.amazonaws.com.cn',
    iam: 'iam.cn-north-1.amazonaws.com.cn for cn-north-1',
  },
  {
    region: 'us-gov-east-1',
    partition: 'aws-us-gov',
    sts: 'sts.us-gov-east-1.amazonaws.com',
    rolesanywhere: 'rolesanywhere.us-gov-east-1.amazonaws.com',
    iam: 'iam.us-gov.amazonaws.com for us-gov-west-1',
  },
  {
    region: 'us-gov-west-1',
    partition: 'aws-us-gov',
    with: fips,
    sts: 'sts.us-gov-west-1.amazonaws.com',
    rolesanywhere: 'rolesanywhere-fips.us-gov-west-1.amazonaws.com',
    iam: 'iam.us-gov.amazonaws.com for us-gov-west-1',
  },
  {
    region: 'eusc-de-east-1',
    partition: 'aws-eusc',
    sts: 'sts.eusc-de-east-1.amazonaws.eu',
    rolesanywhere: 'rolesanywhere.eusc-de-east-1.amazonaws.eu',
    iam: 'iam.eusc-de-east-1.amazonaws.eu for eusc-de-east-1',
  },
];

describe('iamra signs for the hosts of AWS', () => {
  it.each(cases)('in $region with $with', async ({ region, partition = 'aws', ...expected }) => {
    const { directory, hosts, environment } = await setting(region, partition);
    const ended = await runIamra(initialise, {
      directory,
      environment: { ...environment, ...expected.with },
    });
    expect(ended.stderr).not.toContain('Error');
    expect(ended.exitCode).toBe(0);
    expect(signedFor(hosts.requests)).toEqual({
      sts: [`${expected.sts} for ${region}`],
      rolesanywhere: [`${expected.rolesanywhere} for ${region}`],
      iam: [expected.iam],
    });
    const text = await readFile(join(directory, 'iamra.yaml'), 'utf8');
    const { trustAnchor, profile, roles } = parseConfig(text, 'iamra.yaml');
    for (const arn of [trustAnchor?.arn, profile?.arn, roles[0]?.arn]) {
      expect(arn).toMatch(new RegExp(`^arn:${partition}:`));
    }
    const made = hosts.requests.find(({ body }) => body.includes('Action=CreateRole'));
    const { AssumeRolePolicyDocument } = Object.fromEntries(new URLSearchParams(made?.body));
    expect(JSON.parse(AssumeRolePolicyDocument ?? '')).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': trustAnchor?.arn } },
        },
      ],
    });
  });

  it('as the profile says, whose region, FIPS and keys are taken', async () => {
    const { directory, emulator, hosts, environment } = await setting('us-east-1');
    const { accessKeyId, secretAccessKey } = emulator.account.administrator;
    const config = join(directory, 'aws-config');
    await writeFile(
      config,
      `[profile work]\nregion = us-east-1\nuse_fips_endpoint = true\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = environment;
    const ended = await runIamra([...initialise, '--profile', 'work'], {
      directory,
      environment: { HTTPS_PROXY, NODE_EXTRA_CA_CERTS, AWS_CONFIG_FILE: config } as Record<
        string,
        string
      >,
    });
    expect(ended.exitCode).toBe(0);
    expect(signedFor(hosts.requests)['rolesanywhere']).toEqual([
      'rolesanywhere-fips.us-east-1.amazonaws.com for us-east-1',
    ]);
  });

  it('but asks a given URL as it is, even where FIPS is wanted', async () => {
    const { directory, emulator, hosts, environment } = await setting('us-east-1');
    const ended = await runIamra(initialise, {
      directory,
      environment: { ...environment, ...fips, AWS_ENDPOINT_URL: emulator.url },
    });
    expect(ended.exitCode).toBe(0);
    expect(hosts.requests).toEqual([]);
  });

  it.each(['endpoint_url = URL', 'services = local'])(
    'but asks the URL of the profile: %s',
    async (line) => {
      const { directory, emulator, hosts, environment } = await setting('us-east-1');
      const services = ['iam', 'sts', 'rolesanywhere'].map(
        (name) => `${name} =\n  endpoint_url = ${emulator.url}\n`,
      );
      const config = join(directory, 'aws-config');
      await writeFile(
        config,
        `[default]\n${line.replace('URL', emulator.url)}\n[services local]\n${services.join('')}`,
      );
      const ended = await runIamra(initialise, {
        directory,
        environment: { ...environment, AWS_CONFIG_FILE: config },
      });
      expect(ended.exitCode).toBe(0);
      expect(hosts.tunnels).toEqual([]);
    },
  );

  it('past the proxy where NO_PROXY names the host', async () => {
    const { directory, hosts, environment } = await setting('us-east-1');
    const caFile = join(directory, 'emulator-ca.pem');
    const emulator = await startEmulator({ region: 'us-east-1', https: { caFile } });
    onTestFinished(() => emulator.close());
    const { administrator } = emulator.account;
    const ended = await runIamra(initialise, {
      directory,
      environment: {
        ...environment,
        NO_PROXY: '127.0.0.1',
        NODE_EXTRA_CA_CERTS: caFile,
        AWS_ENDPOINT_URL: emulator.url,
        AWS_ACCESS_KEY_ID: administrator.accessKeyId,
        AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
      },
    });
    expect(ended.stderr).not.toContain('Error');
    expect(hosts.tunnels).toEqual([]);
  });
});
