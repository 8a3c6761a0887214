import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { tool } from '../../cluster/tools/tool.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { endProgram, freePort, startProgram } from './child-program.ts';
import type { Ended } from './helm.ts';

/** One process of kube-apiserver, at an address that it keeps. */
export interface KubeApiServer {
  readonly kubeconfig: string;
  readonly kubectl: (words: readonly string[], input?: object) => Promise<Ended>;
  /** Starts it again after `stop`; resolves when it is ready. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What API servers of one etcd have in common. */
export interface ApiServerSetting {
  /** With the files `service-account.key` and `tokens.csv`; each server gets a folder in it. */
  readonly folder: string;
  readonly etcdUrl: string;
  /** Of an administrator. */
  readonly token: string;
}

/** Starts kube-apiserver on a free port of 127.0.0.1, with these flags beside its usual ones; resolves when it is ready. */
export async function startKubeApiServer(
  setting: ApiServerSetting,
  moreFlags: readonly string[],
): Promise<KubeApiServer> {
  const own = await mkdtemp(join(setting.folder, 'server-'));
  const port = await freePort();
  const program = await tool('kube-apiserver');
  const kubeconfig = await writeKubeconfig(own, port, setting.token);
  const kubectl = async (words: readonly string[], input?: object): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await execa(await tool('kubectl'), words, {
      ...(input !== undefined && { input: JSON.stringify(input) }),
      reject: false,
      env: { KUBECONFIG: kubeconfig, KUBECACHEDIR: join(own, 'cache') },
    });
    return { exitCode, stdout, stderr };
  };
  const run = (): ReturnType<typeof startProgram> =>
    startProgram(own, program, [...flags(setting, own, port), ...moreFlags]);
  const untilReady = (): Promise<true> =>
    pollUntil(async () => {
      if (child.exitCode !== null) throw new Error(`kube-apiserver ended: see ${own}`);
      return (await kubectl(['get', '--raw', '/readyz'])).exitCode === 0 ? true : undefined;
    });
  let child = run();
  await untilReady();
  return {
    kubeconfig,
    kubectl,
    start: async () => {
      child = run();
      await untilReady();
    },
    stop: () => endProgram(child),
  };
}

function flags({ folder, etcdUrl }: ApiServerSetting, own: string, port: number): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    // Of the default Service's Endpoints, which may not be loopback; nobody listens there.
    '--advertise-address=192.0.2.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(own, 'certificates')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    `--service-account-key-file=${join(folder, 'service-account.key')}`,
    `--service-account-signing-key-file=${join(folder, 'service-account.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
  ];
}

async function writeKubeconfig(folder: string, port: number, token: string): Promise<string> {
  const file = join(folder, 'kubeconfig');
  const server = `https://127.0.0.1:${port}`;
  // The server makes it as it starts.
  const ca = join(folder, 'certificates/apiserver.crt');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}
