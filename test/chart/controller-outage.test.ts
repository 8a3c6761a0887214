import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type RunningController,
  startController,
} from '../../webhook/controller/start-controller.ts';
import { findClusterAccess } from '../../webhook/kube/find-cluster-access.ts';
import { KubeClient } from '../../webhook/kube/kube-client.ts';
import { createLogger } from '../../webhook/observe/logger.ts';
import { roleArn } from '../fixtures/pods.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import { type ControlPlane, startControlPlane } from './support/api-server.ts';
import { installResources } from './support/cert-manager.ts';
import type { KubeApiServer } from './support/kube-apiserver.ts';

const opted = { 'iamra.dev/role-arn': roleArn };
const inTeam = '--namespace=team-a';

let plane: ControlPlane;
/** The one that the controller asks, and which is lost. */
let lost: KubeApiServer;
/** Through which others go on. */
let other: KubeApiServer;
let controller: RunningController;
const log: string[] = [];

beforeAll(async () => {
  plane = await startControlPlane();
  [lost, other] = await Promise.all([plane.startServer(), plane.startServer()]);
  await installResources(other);
  for (const namespace of ['iamra-system', 'team-a']) await run(['create', 'namespace', namespace]);
  controller = await startController(
    {
      cluster: 'home',
      issuer: 'iamra-workload',
      healthPort: 0,
      leaseNamespace: 'iamra-system',
      leaseName: 'iamra-identity-controller',
      leaseOwner: undefined,
      excludedNamespaces: new Set(['kube-system']),
      compatibility: { eksAnnotations: false },
      releaseMilliseconds: 0,
      drift: undefined,
      rules: undefined,
    },
    {
      client: new KubeClient(await findClusterAccess({ KUBECONFIG: lost.kubeconfig })),
      logger: createLogger((line) => log.push(line)),
      // An outage is longer: the controller loses its lead, too.
      timing: { leaseMilliseconds: 2000, renewMilliseconds: 1000, retryMilliseconds: 100 },
    },
  );
  await create('first', opted);
  await untilCertificates('iamra-first');
});

afterAll(async () => {
  await controller.stop();
  await plane.stop();
});

describe('the identity controller', () => {
  it('goes on where it was after its API server was started again', async () => {
    await loseServer();
    await lost.start();
    await create('second', opted);
    await untilCertificates('iamra-first', 'iamra-second');
  });

  it('lists anew what it missed where Kubernetes answers 410 Gone, and makes up for it', async () => {
    await loseServer();
    await create('third', opted);
    await run(['annotate', 'serviceaccount', 'second', 'iamra.dev/role-arn-', inTeam]);
    await run(['delete', 'certificate', 'iamra-first', inTeam]);
    await plane.compact();
    const before = log.length;
    await lost.start();
    await untilOptedIn('first', 'third');
    await pollUntil(async () => {
      const names = await certificates();
      return (names.includes('iamra-first') && names.includes('iamra-third')) || undefined;
    });
    expect(log.slice(before).join('')).toMatch(/too old resource version/);
  });

  it('led no longer in each outage, leads again, and calls none of it an error', () => {
    expect(controller.isLeader()).toBe(true);
    expect(log.filter((line) => line.includes('"leading no longer"'))).toHaveLength(2);
    expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

/** Until the controller has noticed that nobody answers, and that it leads no longer. */
async function loseServer(): Promise<void> {
  await lost.stop();
  await pollUntil(() => (controller.isLeader() ? undefined : true));
}

async function create(name: string, annotations: object): Promise<void> {
  const metadata = { name, namespace: 'team-a', annotations };
  await run(['create', '--filename=-'], { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

async function untilCertificates(...names: readonly string[]): Promise<void> {
  await pollUntil(async () => (String(await certificates()) === String(names) ? true : undefined));
}

async function untilOptedIn(...names: readonly string[]): Promise<void> {
  const path = '-o=jsonpath={.items[*].metadata.name}';
  const words = ['get', 'serviceaccounts', '--selector=iamra.dev/opted-in=true', inTeam, path];
  await pollUntil(async () => ((await run(words)) === names.join(' ') ? true : undefined));
}

async function certificates(): Promise<string[]> {
  const path = '-o=jsonpath={.items[*].metadata.name}';
  return (await run(['get', 'certificates', inTeam, path])).split(' ');
}

async function run(words: readonly string[], input?: object): Promise<string> {
  const { exitCode, stdout, stderr } = await other.kubectl(words, input);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}
