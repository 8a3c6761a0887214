import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { issueWorkloadCertificate } from '../../src/core/pki/issue-workload-certificate.ts';
import { createSessionRequest } from '../../src/core/session/create-session-request.ts';
import { readCaKeyFile } from '../../src/files/ca-key-file.ts';
import { askSession } from '../cli/support/ask-session.ts';
import { type AwsSide, initialised } from '../cli/support/aws-side.ts';
import { type BareCluster, bareCluster, secret } from '../cli/support/healthy-cluster.ts';
import { healthyInstallation } from '../cli/support/healthy-installation.ts';
import { type Ended, runIamra } from '../cli/support/run-iamra.ts';
import { signingIdentity, validAround } from '../fixtures/certificates.ts';
import { send } from '../fixtures/session-world.ts';

const moment = z.iso.datetime().nullable();
const aws = z.union([
  z.strictObject({ asked: z.literal(true) }),
  z.strictObject({
    asked: z.literal(false),
    code: z.string().regex(/^IAMRA\d{3}$/),
    reason: z.string(),
    fix: z.string(),
  }),
]);
const listed = z.strictObject({
  serviceAccount: z.string(),
  identity: z.string().startsWith('spiffe://').nullable(),
  secret: z.string(),
  certificate: z
    .strictObject({
      name: z.string(),
      ready: z.boolean(),
      message: z.string(),
      notBefore: moment,
      notAfter: moment,
      renewalTime: moment,
    })
    .nullable(),
  roles: z.array(z.string().startsWith('arn:')),
  pods: z.array(z.string()),
  lastSeenAt: moment,
});
const listResult = z.strictObject({
  cluster: z.string().nullable(),
  aws,
  identities: z.array(listed),
});
const showResult = z.strictObject({
  cluster: z.string().nullable(),
  aws,
  identities: z.array(
    listed.extend({
      pods: z.array(
        z.strictObject({
          name: z.string(),
          owner: z.string(),
          roleArn: z.string().nullable(),
          agentRunning: z.boolean(),
        }),
      ),
      issued: z
        .strictObject({
          subject: z.string(),
          issuer: z.string(),
          uris: z.array(z.string()),
          serialNumber: z.string().regex(/^[0-9a-f]+$/),
          notBefore: z.iso.datetime(),
          notAfter: z.iso.datetime(),
        })
        .nullable(),
      subjects: z.array(
        z.strictObject({
          arn: z.string().startsWith('arn:'),
          enabled: z.boolean(),
          lastSeenAt: moment,
          issued: z.strictObject({ seenAt: moment, refused: z.boolean() }).nullable(),
        }),
      ),
      warnings: z.array(z.string()),
    }),
  ),
});

const web = { namespace: 'default', name: 'web' };
const roleArn = 'arn:aws:iam::123456789012:role/web';
const uri = 'spiffe://home/ns/default/sa/web';

interface Stage {
  readonly side: AwsSide;
  readonly cluster: BareCluster;
  readonly identity: (...words: string[]) => Promise<Ended>;
}

/** A cluster with one workload, default/web, whose Certificate cert-manager has issued. */
async function stage(): Promise<Stage> {
  const cluster = await bareCluster();
  const side = await initialised({ environment: cluster.environment });
  await healthyInstallation(cluster, side.directory);
  return { side, cluster, identity: (...words) => side.run('identity', ...words) };
}

/** Puts another certificate into the Secret of default/web, as cert-manager does when it renews. */
async function renew({ side, cluster }: Stage): Promise<IssuedCertificate> {
  const issuer = await readCaKeyFile(join(side.directory, 'ca.key'));
  if (issuer === undefined) throw new Error('there is no CA');
  const order = { cluster: 'home', serviceAccount: web, issuer, ...validAround(new Date()) };
  const leaf = await issueWorkloadCertificate(order);
  cluster.api.put(secret('default', 'iamra-web', leaf.certificatePem));
  return leaf;
}

/** Asks AWS for a session of a role with a certificate. */
async function askWith(
  { side }: Stage,
  leaf: IssuedCertificate,
  role: string,
): Promise<number | undefined> {
  const { region, trustAnchor, profile } = await side.config();
  const target = {
    endpoint: side.aws.emulator.url,
    region,
    trustAnchorArn: trustAnchor?.arn ?? '',
    profileArn: profile?.arn ?? '',
    roleArn: role,
  };
  const request = createSessionRequest(target, signingIdentity(leaf), new Date());
  return (await send(request)).status;
}

function annotated(name: string, namespace: string, role: string): object {
  const annotations = { 'iamra.dev/role-arn': role };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations } };
}

describe('iamra identity list', () => {
  it('shows certificates, roles, what AWS saw and who uses them; reads no Secret, writes nothing', async () => {
    const world = await stage();
    const { cluster, side, identity } = world;
    const ends = new Date(Date.now() + 15.5 * 3_600_000).toISOString();
    const certificate = cluster.api.get('Certificate', 'default/iamra-web');
    cluster.api.put({
      ...certificate,
      status: { conditions: [{ type: 'Ready', status: 'True' }], notAfter: ends },
    });
    cluster.api.put(annotated('orders', 'shop', 'arn:aws:iam::123456789012:role/teams/orders'));
    cluster.api.put(annotated('coredns', 'kube-system', roleArn));
    expect(await askSession(side, web, 'web')).toBe('session');
    const before = cluster.api.calls.length;
    const writes = await side.writesOf(async () => {
      const { stdout, stderr, exitCode } = await identity('list');
      expect(exitCode, stderr).toBe(0);
      const [titles, ...rows] = stdout.trimEnd().split('\n');
      expect(titles).toMatch(
        /^NAMESPACE +SERVICEACCOUNT +CERTIFICATE +ENDS +ROLE +LAST SEEN +PODS$/,
      );
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatch(/^default +web +ready +in 15h +web +\d+s ago +1$/);
      expect(rows[1]).toMatch(/^shop +orders +none +- +orders +never +0$/);
    });
    expect(writes).toEqual([]);
    const calls = cluster.api.calls.slice(before);
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(calls.filter(({ path }) => path.includes('/secrets'))).toEqual([]);
  });

  it.each([['--json'], ['-o', 'json'], ['--output=json']])(
    'answers a program with %s',
    async (...words) => {
      const { identity } = await stage();
      const { stdout } = await identity('list', ...words);
      const result = listResult.parse(JSON.parse(stdout));
      expect(result).toMatchObject({
        cluster: 'home',
        aws: { asked: true },
        identities: [
          {
            serviceAccount: 'default/web',
            identity: uri,
            secret: 'iamra-web',
            certificate: { name: 'iamra-web', ready: true, notAfter: null },
            roles: [roleArn],
            pods: ['web-5d-abc'],
            lastSeenAt: null,
          },
        ],
      });
    },
  );

  it('looks at one namespace with -n, at all of them with -A or without', async () => {
    const { cluster, identity } = await stage();
    cluster.api.put(annotated('api', 'shop', roleArn));
    const names = async (...words: string[]): Promise<string[]> => {
      const { stdout } = await identity('list', '--json', ...words);
      return listResult.parse(JSON.parse(stdout)).identities.map((one) => one.serviceAccount);
    };
    expect(await names('-n', 'shop')).toEqual(['shop/api']);
    expect(await names('-A')).toEqual(['default/web', 'shop/api']);
    expect(await names()).toEqual(['default/web', 'shop/api']);
    const { stdout, exitCode } = await identity('list', '-n', 'empty');
    expect(stdout).toContain('No ServiceAccount in namespace empty has an identity.');
    expect(exitCode).toBe(0);
  });

  it('works without AWS, and says what it could not ask', async () => {
    const { cluster } = await stage();
    const environment = { ...cluster.environment, AWS_EC2_METADATA_DISABLED: 'true' };
    const { stdout, stderr, exitCode } = await runIamra(['identity', 'list'], { environment });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^default +web +ready +- +web +unknown +1$/m);
    expect(stderr).toContain('When AWS last saw a certificate is not known: IAMRA201 ');
    expect(stderr).toContain('Fix: aws configure');
  });

  it('asks the region of the installation’s trust anchor where no iamra.yaml is at hand', async () => {
    const { side } = await stage();
    await askSession(side, web, 'web');
    const { AWS_REGION: _, ...environment } = side.environment;
    const { stdout } = await runIamra(['identity', 'list', '--json'], { environment });
    const { identities } = listResult.parse(JSON.parse(stdout));
    expect(identities[0]?.lastSeenAt).not.toBeNull();
  });

  it('says that the credentials are of another account', async () => {
    const { cluster, identity } = await stage();
    const settings = cluster.api.get('ConfigMap', 'iamra-system/iamra-injector-settings');
    const data = JSON.stringify(settings?.['data']).replaceAll(':123456789012:', ':999999999999:');
    cluster.api.put({ ...settings, data: JSON.parse(data) as object });
    const { stderr, exitCode } = await identity('list');
    expect(stderr).toContain('IAMRA442 The trust anchor is in account 999999999999;');
    expect(stderr).toContain('use credentials of account 999999999999, with --profile');
    expect(exitCode).toBe(0);
  });

  it('asks an administrator of one namespace for no more than her rights', async () => {
    const { cluster, identity } = await stage();
    const own = '/namespaces/default/';
    cluster.api.intercept(({ method, path }) => {
      const isDiscovery = /^\/(api|apis)(\/[^/]+){0,2}$/.test(path);
      if (method !== 'GET' || isDiscovery || path.includes(own)) return undefined;
      return { status: 403, body: { kind: 'Status', message: `${path} is forbidden`, code: 403 } };
    });
    const { stdout, stderr, exitCode } = await identity('list', '-n', 'default');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^default +web +ready /m);
    const all = await identity('list');
    expect(all.stderr).toContain('IAMRA151');
    expect(all.exitCode).toBe(4);
  });

  it('says that iamra is not installed', async () => {
    const { environment } = await bareCluster();
    const { stderr, exitCode } = await runIamra(['identity', 'list'], { environment });
    expect(stderr).toContain('IAMRA178');
    expect(exitCode).toBe(3);
  });
});

describe('iamra identity show', () => {
  it('shows the certificate, what became of it at AWS, and the pods', async () => {
    const world = await stage();
    const leaf = await renew(world);
    expect(await askWith(world, leaf, roleArn)).toBe(201);
    const { stdout, stderr, exitCode } = await world.identity('show', 'default/web');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(new RegExp(`^default/web\\n +identity +${uri}$`, 'm'));
    expect(stdout).toMatch(/ role +arn:aws:iam::123456789012:role\/web$/m);
    expect(stdout).toContain('✓ iamra-web is ready');
    expect(stdout).toMatch(/ subject +CN=default\.web,O=home$/m);
    expect(stdout).toMatch(/ ends +\S+Z \(in 23h\)$/m);
    expect(stdout).toContain('✓ gave a session for this certificate');
    expect(stdout).toMatch(/ last seen +\S+Z \(\d+s ago\)$/m);
    expect(stdout).toContain('Pods with the agent: 1');
    expect(stdout).toContain('✓ web-5d-abc of Deployment default/web');
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('tells the certificate in the Secret from one that AWS saw before, and a session from a refusal', async () => {
    const world = await stage();
    const subjects = async (): Promise<unknown> => {
      const { stdout } = await world.identity('show', 'web', '-n', 'default', '--json');
      return showResult.parse(JSON.parse(stdout)).identities[0]?.subjects;
    };
    expect(await subjects()).toEqual([]);
    expect(await askWith(world, await renew(world), roleArn)).toBe(201);
    const leaf = await renew(world);
    expect(await subjects()).toMatchObject([{ enabled: true, issued: null }]);
    expect(await askWith(world, leaf, `${roleArn}-other`)).toBe(403);
    expect(await subjects()).toMatchObject([{ issued: { refused: true } }]);
    expect(await askWith(world, leaf, roleArn)).toBe(201);
    expect(await subjects()).toMatchObject([{ issued: { refused: false } }]);
  });

  it('warns where the Secret holds the certificate of another identity', async () => {
    const world = await stage();
    const { cluster, identity, side } = world;
    const issuer = await readCaKeyFile(join(side.directory, 'ca.key'));
    if (issuer === undefined) throw new Error('there is no CA');
    const serviceAccount = { namespace: 'shop', name: 'api' };
    const order = { cluster: 'home', serviceAccount, issuer, ...validAround(new Date()) };
    const { certificatePem } = await issueWorkloadCertificate(order);
    cluster.api.put(secret('default', 'iamra-web', certificatePem));
    const { stderr } = await identity('show', 'default/web');
    expect(stderr).toContain(
      `Secret default/iamra-web holds the certificate of spiffe://home/ns/shop/sa/api, not of ${uri}.`,
    );
  });

  it('shows the rest where the Secret is missing, holds nothing, or may not be read', async () => {
    const { cluster, identity } = await stage();
    const shown = async (): Promise<string[]> => {
      const { stdout, exitCode } = await identity('show', 'default/web', '--json');
      expect(exitCode).toBe(0);
      const [found] = showResult.parse(JSON.parse(stdout)).identities;
      expect(found).toMatchObject({ issued: null, certificate: { ready: true } });
      return [...(found?.warnings ?? [])];
    };
    cluster.api.put(secret('default', 'iamra-web', ''));
    expect(await shown()).toEqual(['Secret default/iamra-web holds no certificate.']);
    cluster.api.remove('Secret', 'default/iamra-web');
    expect(await shown()).toEqual(['There is no Secret default/iamra-web yet.']);
    cluster.api.intercept(({ path }) =>
      path.includes('/secrets/')
        ? { status: 403, body: { kind: 'Status', message: 'secrets are forbidden', code: 403 } }
        : undefined,
    );
    expect((await shown())[0]).toMatch(/^Secret default\/iamra-web is not shown: .*forbidden/);
  });

  it('says why a certificate is not there yet', async () => {
    const { cluster, identity } = await stage();
    const certificate = cluster.api.get('Certificate', 'default/iamra-web');
    const message = 'Issuing certificate as Secret does not exist';
    const status = { conditions: [{ type: 'Ready', status: 'False', message }] };
    cluster.api.put({ ...certificate, status });
    const { stdout } = await identity('show', 'default/web');
    expect(stdout).toContain(`✗ iamra-web is not ready: ${message}`);
  });

  it.each([
    [['default/wbe'], 4, 'IAMRA440', 'iamra identity show default/web'],
    [['nowhere/web'], 4, 'IAMRA440', 'iamra identity list --namespace nowhere'],
    [['default/plain'], 4, 'IAMRA441', 'iamra annotate serviceaccount/plain --namespace default'],
    [['web'], 2, 'IAMRA901', 'give it as default/web'],
    [['shop/api', '-n', 'default'], 2, 'IAMRA901', 'leave out -n default'],
  ])('refuses %j', async (words, status, code, fix) => {
    const { cluster, identity } = await stage();
    const metadata = { name: 'plain', namespace: 'default' };
    cluster.api.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const { stderr, exitCode } = await identity('show', ...words);
    expect(stderr).toContain(code);
    expect(stderr).toContain(fix);
    expect(exitCode).toBe(status);
  });
});
