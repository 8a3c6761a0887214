import { describe, expect, it } from 'vitest';
import { askSession } from '../cli/support/ask-session.ts';
import { bareCluster } from '../cli/support/healthy-cluster.ts';
import {
  type IdentityStage,
  listResult,
  roleArn,
  identityStage as stage,
  uri,
  web,
} from '../cli/support/identity-stage.ts';
import { runIamra } from '../cli/support/run-iamra.ts';

function annotated(name: string, namespace: string, role: string): object {
  const annotations = { 'iamra.dev/role-arn': role };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations } };
}

/** Refuses whatever is not in namespace default. */
function allowOnlyDefault({ api }: IdentityStage['cluster']): void {
  api.intercept(({ method, path }) => {
    const isDiscovery = /^\/(api|apis)(\/[^/]+){0,2}$/.test(path);
    if (method !== 'GET' || isDiscovery || path.includes('/namespaces/default/')) return undefined;
    return { status: 403, body: { kind: 'Status', message: `${path} is forbidden`, code: 403 } };
  });
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
    const environment = Object.fromEntries(
      Object.entries(side.environment).filter(([name]) => name !== 'AWS_REGION'),
    );
    const { stdout } = await runIamra(['identity', 'list', '--json'], { environment });
    const { identities } = listResult.parse(JSON.parse(stdout));
    expect(identities[0]?.lastSeenAt).not.toBeNull();
  });

  it.each([
    ['region', 'arn:aws:rolesanywhere:us-east-1:123456789012:trust-anchor/1'],
    ['account', 'arn:aws:rolesanywhere:eu-west-1:999999999999:trust-anchor/1'],
  ])('says never of nobody whose trust anchor is in another %s', async (_, arn) => {
    const { cluster, identity } = await stage();
    const metadata = {
      name: 'api',
      namespace: 'shop',
      annotations: { 'iamra.dev/role-arn': roleArn, 'iamra.dev/trust-anchor-arn': arn },
    };
    cluster.api.put({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    const { stdout } = await identity('list');
    expect(stdout).toMatch(/^default +web +ready +- +web +never +1$/m);
    expect(stdout).toMatch(/^shop +api +none +- +web +unknown +0$/m);
  });

  it('says never of nobody in another region than the installation’s trust anchor is in', async () => {
    const { identity } = await stage();
    const { stdout } = await identity('list', '--region', 'us-east-1', '--json');
    const { aws, identities } = listResult.parse(JSON.parse(stdout));
    expect(aws).toEqual({ asked: true });
    expect(identities).toMatchObject([{ asked: false, lastSeenAt: null }]);
  });

  it('asks nobody where nothing says in which region the trust anchor is', async () => {
    const { cluster, side } = await stage();
    cluster.api.intercept(({ path }) =>
      path.includes('/namespaces/iamra-system/')
        ? { status: 403, body: { kind: 'Status', message: `${path} is forbidden`, code: 403 } }
        : undefined,
    );
    const environment = { ...side.environment, AWS_REGION: 'us-east-1' };
    const list = (...words: string[]): ReturnType<typeof runIamra> =>
      runIamra(['identity', 'list', '-n', 'default', ...words], { environment });
    const { stdout, stderr, exitCode } = await list();
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^default +web +ready +- +web +unknown +1$/m);
    expect(stderr).toContain('IAMRA203 Nothing here says in which region the trust anchor is.');
    expect(stderr).toContain('Fix: name its region with --region');
    expect((await list('--region', 'eu-west-1')).stderr).not.toContain('IAMRA203');
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
    allowOnlyDefault(cluster);
    const { stdout, stderr, exitCode } = await identity('list', '-n', 'default');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^default +web +ready /m);
    const all = await identity('list');
    expect(all.stderr).toContain('IAMRA151');
    expect(all.exitCode).toBe(4);
  });

  it('shows her the certificates of an issuer whose name only the installation says', async () => {
    const { cluster, identity } = await stage();
    const made = cluster.api.get('Certificate', 'default/iamra-web');
    const spec = made?.['spec'] as object;
    cluster.api.put({
      ...made,
      metadata: { ...made?.metadata, labels: { 'app.kubernetes.io/managed-by': 'iamra' } },
      spec: { ...spec, issuerRef: { kind: 'ClusterIssuer', name: 'company-workloads' } },
    });
    allowOnlyDefault(cluster);
    const { stdout, stderr, exitCode } = await identity('list', '-n', 'default');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^default +web +ready /m);
  });

  it('says that iamra is not installed', async () => {
    const { environment } = await bareCluster();
    const { stderr, exitCode } = await runIamra(['identity', 'list'], { environment });
    expect(stderr).toContain('IAMRA178');
    expect(exitCode).toBe(3);
  });
});
