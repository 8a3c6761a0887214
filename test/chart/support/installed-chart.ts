import { afterAll, beforeAll } from 'vitest';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { installResources, pretendItRuns } from './cert-manager.ts';
import { chartFolder, type Ended, type HelmVersion, helm } from './helm.ts';

export const release = ['iamra-injector', '--namespace', 'iamra-system'] as const;

/** An API server for the tests of a file. */
export function useApiServer(): () => ApiServer {
  let server: ApiServer | undefined;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server?.stop());
  return () => {
    if (server === undefined) throw new Error('the API server has not started');
    return server;
  };
}

/** An API server with the chart installed, whose policies are in force. */
export function useInstalledChart(values: object = {}): () => ApiServer {
  const server = useApiServer();
  beforeAll(async () => {
    await installResources(server());
    await pretendItRuns(server());
    await prepareNamespaces(server());
    const { stderr, exitCode } = await upgrade('helm-4', server(), values);
    if (exitCode !== 0) throw new Error(stderr);
    await untilInForce(server());
  });
  return server;
}

/** `helm upgrade --install`, without the preflight Job, which nobody would run. */
export function upgrade(
  version: HelmVersion,
  { kubeconfig }: ApiServer,
  values: object = {},
): Promise<Ended> {
  const words = ['upgrade', '--install', '--create-namespace', release[0], chartFolder];
  return helm(version, [...words, ...release.slice(1)], {
    kubeconfig,
    values: { cluster: 'home', preflight: { enabled: false }, ...values },
  });
}

async function prepareNamespaces({ kubectl }: ApiServer): Promise<void> {
  for (const namespace of ['team-a', 'team-b']) await kubectl(['create', 'namespace', namespace]);
  for (const namespace of ['team-a', 'team-b', 'kube-system']) {
    await kubectl(['create', 'serviceaccount', 'default', '--namespace', namespace]);
  }
}

// The API server looks for new policies once a second. Helm made them in the order of their names, and
// this one's binding comes last.
async function untilInForce({ kubectl }: ApiServer): Promise<void> {
  const request = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'probe', namespace: 'team-a' },
    spec: { secretName: 'probe', issuerRef: { kind: 'ClusterIssuer', name: 'iamra-workload' } },
  };
  await pollUntil(async () => {
    const { stderr } = await kubectl(['create', '--dry-run=server', '--filename=-'], request);
    return stderr.includes('IAMRA314') ? true : undefined;
  });
}
