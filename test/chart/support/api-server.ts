import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEtcd } from './etcd.ts';
import { type KubeApiServer, startKubeApiServer } from './kube-apiserver.ts';

/** A Kubernetes API without controllers and nodes: all that admission and Helm need. */
export type ApiServer = Pick<KubeApiServer, 'kubeconfig' | 'kubectl' | 'stop'>;

/** etcd, and API servers that serve what is in it. */
export interface ControlPlane {
  readonly startServer: (flags?: readonly string[]) => Promise<KubeApiServer>;
  /** Has etcd forget all but the last version of each object. */
  readonly compact: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const token = 'administrator';

/** Starts etcd and kube-apiserver on free ports of 127.0.0.1, the latter with these flags beside its usual ones. */
export async function startApiServer(flags: readonly string[] = []): Promise<ApiServer> {
  const { startServer, stop } = await startControlPlane();
  const { kubeconfig, kubectl } = await startServer(flags);
  return { kubeconfig, kubectl, stop };
}

/** Starts etcd; API servers follow one by one. */
export async function startControlPlane(): Promise<ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-api-server-'));
  await writeCredentials(folder);
  const etcd = await startEtcd(folder);
  const servers: KubeApiServer[] = [];
  return {
    startServer: async (flags = []) => {
      const server = await startKubeApiServer({ folder, token, etcdUrl: etcd.url }, flags);
      servers.push(server);
      return server;
    },
    compact: etcd.compact,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await etcd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeCredentials(folder: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(join(folder, 'service-account.key'), privateKey);
  await writeFile(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`);
}
