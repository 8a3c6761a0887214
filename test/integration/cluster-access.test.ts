import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { inClusterAccess } from '../../webhook/kube/in-cluster-access.ts';
import { KubeClient } from '../../webhook/kube/kube-client.ts';
import { resources } from '../../webhook/kube/resource.ts';
import { Watched } from '../../webhook/kube/watched.ts';
import { createLogger } from '../../webhook/observe/logger.ts';
import { type ApiServer, startApiServer } from '../fixtures/api-server.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

let server: ApiServer;

/** A directory as the kubelet fills it for a pod. */
function mountAccount(): string {
  const directory = mkdtempSync(join(tmpdir(), 'iamra-account-'));
  writeFileSync(join(directory, 'ca.crt'), server.ca);
  writeFileSync(join(directory, 'token'), server.token);
  return directory;
}

function environment(): NodeJS.ProcessEnv {
  const { hostname, port } = new URL(server.url);
  return { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
}

beforeEach(async () => {
  server = await startApiServer();
});

afterEach(() => server.stop());

describe('access to a cluster', () => {
  it('comes from a kubeconfig with a token as well as from one with a certificate', async () => {
    const other = new KubeClient(await findClusterAccess({ KUBECONFIG: server.tokenKubeconfig }));
    expect(await other.read('/version')).toMatchObject({ gitVersion: 'v1.36.3' });
    const client = new KubeClient(await findClusterAccess({ KUBECONFIG: server.kubeconfig }));
    expect(await client.read('/version')).toMatchObject({ gitVersion: 'v1.36.3' });
    client.close();
    other.close();
  });

  it('comes from a kubeconfig in YAML that names files beside it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'iamra-kubeconfig-'));
    writeFileSync(join(directory, 'ca.crt'), server.ca);
    writeFileSync(join(directory, 'token'), `${server.token}\n`);
    const path = join(directory, 'config');
    writeFileSync(
      path,
      `current-context: here
contexts: [{name: here, context: {cluster: c, user: u}}]
clusters: [{name: c, cluster: {server: "${server.url}", certificate-authority: ca.crt}}]
users: [{name: u, user: {tokenFile: token}}]
`,
    );
    const other = new KubeClient(await findClusterAccess({ KUBECONFIG: path }));
    expect(await other.read('/version')).toMatchObject({ gitVersion: 'v1.36.3' });
    other.close();
    rmSync(directory, { recursive: true });
  });

  it('comes from what a pod has mounted', async () => {
    const directory = mountAccount();
    const other = new KubeClient(await inClusterAccess(environment(), { directory }));
    expect(await other.read('/version')).toMatchObject({ gitVersion: 'v1.36.3' });
    other.close();
    rmSync(directory, { recursive: true });
  });

  it('comes back by itself, and its watches with it, after the CA of the cluster was replaced', async () => {
    const directory = mountAccount();
    const clock = new ManualClock(new Date());
    const access = await inClusterAccess(environment(), {
      directory,
      now: clock.monotonic,
    });
    const other = new KubeClient(access);
    const watched = new Watched({
      client: other,
      resource: resources.secrets,
      reduce: ({ metadata }) => metadata.name,
      logger: createLogger(() => undefined),
      retryMilliseconds: 10,
    });
    watched.start();
    await watched.listed;
    const ca = await server.rotateCa();
    await expect(other.read('/version')).rejects.toMatchObject({
      code: expect.stringMatching(/VERIFY|SELF_SIGNED/) as string,
    });
    writeFileSync(join(directory, 'ca.crt'), ca);
    await clock.advance(60_000);
    expect(await other.read('/version')).toMatchObject({ gitVersion: 'v1.36.3' });
    const metadata = { namespace: 'team-a', name: 'later' };
    server.put({ apiVersion: 'v1', kind: 'Secret', metadata });
    await pollUntil(() => watched.get('team-a/later'));
    await watched.stop();
    other.close();
    rmSync(directory, { recursive: true });
  });

  it('is refused with a code where there is none', async () => {
    await expect(findClusterAccess({})).rejects.toMatchObject({ code: 'IAMRA102' });
    await expect(findClusterAccess({ KUBECONFIG: '/nowhere' })).rejects.toMatchObject({
      code: 'IAMRA102',
    });
  });
});
