import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { tool } from '../../cluster/tools/tool.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import type { Ended } from './helm.ts';

/** A Kubernetes API without controllers and nodes: all that admission and Helm need. */
export interface ApiServer {
  readonly kubeconfig: string;
  readonly kubectl: (words: readonly string[], input?: object) => Promise<Ended>;
  readonly stop: () => Promise<void>;
}

const token = 'administrator';

/** Starts etcd and kube-apiserver on free ports of 127.0.0.1, the latter with these flags beside its usual ones. */
export async function startApiServer(flags: readonly string[] = []): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-api-server-'));
  const [clients, peers, port] = await Promise.all([freePort(), freePort(), freePort()]);
  const etcdUrl = `http://127.0.0.1:${clients}`;
  await writeCredentials(folder);
  const etcd = start(folder, await tool('etcd'), etcdFlags(folder, etcdUrl, peers));
  const server = start(folder, await tool('kube-apiserver'), [
    ...serverFlags(folder, etcdUrl, port),
    ...flags,
  ]);
  const kubeconfig = await writeKubeconfig(folder, port);
  const kubectl = async (words: readonly string[], input?: object): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await execa(await tool('kubectl'), words, {
      ...(input !== undefined && { input: JSON.stringify(input) }),
      reject: false,
      env: { KUBECONFIG: kubeconfig, KUBECACHEDIR: join(folder, 'cache') },
    });
    return { exitCode, stdout, stderr };
  };
  const stop = async (): Promise<void> => {
    await end(server);
    await end(etcd);
    await rm(folder, { recursive: true, force: true });
  };
  await pollUntil(async () => {
    if (server.exitCode !== null) throw new Error(`kube-apiserver ended: see ${folder}`);
    const { exitCode } = await kubectl(['get', '--raw', '/readyz']);
    return exitCode === 0 ? true : undefined;
  });
  return { kubeconfig, kubectl, stop };
}

function etcdFlags(folder: string, clients: string, peers: number): string[] {
  const peerUrl = `http://127.0.0.1:${peers}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=default=${peerUrl}`,
    '--unsafe-no-fsync',
  ];
}

function serverFlags(folder: string, etcdUrl: string, port: number): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    // Of the default Service's Endpoints, which may not be loopback; nobody listens there.
    '--advertise-address=192.0.2.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    `--service-account-key-file=${join(folder, 'service-account.key')}`,
    `--service-account-signing-key-file=${join(folder, 'service-account.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
  ];
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

async function writeKubeconfig(folder: string, port: number): Promise<string> {
  const file = join(folder, 'kubeconfig');
  const server = `https://127.0.0.1:${port}`;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

function start(folder: string, program: string, flags: readonly string[]): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a');
  return spawn(program, flags, { stdio: ['ignore', log, log] });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
