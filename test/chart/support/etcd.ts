import { join } from 'node:path';
import { tool } from '../../cluster/tools/tool.ts';
import { endProgram, freePort, startProgram } from './child-program.ts';

/** Where API servers keep their objects. */
export interface Etcd {
  readonly url: string;
  /** Forgets all but the last version of each object, as the API server has it do every five minutes. */
  readonly compact: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts etcd on free ports of 127.0.0.1, its data in a folder. */
export async function startEtcd(folder: string): Promise<Etcd> {
  const [clients, peers] = await Promise.all([freePort(), freePort()]);
  const url = `http://127.0.0.1:${clients}`;
  const child = startProgram(folder, await tool('etcd'), flags(folder, url, peers));
  return {
    url,
    compact: async () => {
      const { header } = await call<{ header: { revision: string } }>(url, 'maintenance/status');
      await call(url, 'kv/compaction', { revision: header.revision, physical: true });
    },
    stop: () => endProgram(child),
  };
}

/** @see https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway */
async function call<T>(url: string, operation: string, input: object = {}): Promise<T> {
  const body = JSON.stringify(input);
  const answer = await fetch(`${url}/v3/${operation}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`etcd: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function flags(folder: string, clients: string, peers: number): string[] {
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
