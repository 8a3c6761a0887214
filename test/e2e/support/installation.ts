import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { RunningEmulator } from '../../../src/emulator/emulator-options.ts';
import type { ExchangeEntry } from '../../../src/emulator/server/exchange-log.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import { type Ended, runIamra } from '../../cli/support/run-iamra.ts';
import { clusterEnvironment, clusterTools } from '../../cluster/cluster-tools.ts';
import { tool } from '../../cluster/tools/tool.ts';
import { type ProgramName, programObject } from './program.ts';

/** A user's machine: a folder, AWS (the emulator), the cluster, and iamra. */
export interface UserMachine {
  readonly directory: string;
  readonly emulator: RunningEmulator;
  /** What AWS was asked so far. */
  readonly exchanges: readonly ExchangeEntry[];
  readonly kubectl: (words: readonly string[], input?: string) => Promise<string>;
  /** Runs the built program to its end. */
  readonly iamra: (commandLine: readonly string[]) => Promise<Ended>;
  readonly close: () => Promise<void>;
}

const sessionSeconds = 40;

/** A drain long enough for the one API server of the test cluster: each removal waits for it. */
export const shortDrain = 'webhook.drainSeconds=2';

/** Sets up a machine whose AWS issues sessions that end soon. */
export async function userMachine(): Promise<UserMachine> {
  const directory = await mkdtemp(join(tmpdir(), 'iamra-e2e-'));
  const exchanges: ExchangeEntry[] = [];
  const emulator = await startEmulator({
    host: inject('hostAddress'),
    issueSeconds: sessionSeconds,
    onExchange: (entry) => exchanges.push(entry),
  });
  const { administrator, region } = emulator.account;
  const environment = {
    ...clusterEnvironment(inject('kubeconfig')),
    PATH: process.env['PATH'] ?? '',
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: administrator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
  };
  return {
    directory,
    emulator,
    exchanges,
    kubectl: clusterTools(inject('kubeconfig')).kubectl,
    iamra: (commandLine) => runIamra(commandLine, { directory, environment }),
    close: async () => {
      await emulator.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The command line of `iamra install` with this Helm, the image under test and a short drain. */
export async function installWords(helm: 3 | 4, emulator: RunningEmulator): Promise<string[]> {
  const [repository = '', tag = ''] = inject('image').split(':');
  return [
    ...['install', '--yes', '--helm-binary', await tool(`helm-${helm}`)],
    ...['--set', `image.repository=${repository}`, '--set', `image.tag=${tag}`],
    ...['--set', `endpointUrl=${emulator.url}`, '--set', shortDrain],
  ];
}

/** A namespace that enforces Pod Security's `restricted`, with the programs of the workloads. */
export async function restrictedNamespace(
  { kubectl }: UserMachine,
  name: string,
  serviceAccounts: readonly string[],
  programs: readonly ProgramName[] = ['who-am-i'],
): Promise<void> {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    ...(await Promise.all(programs.map((program) => programObject(name, program)))),
    ...serviceAccounts.map((account) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: account, namespace: name },
    })),
  ];
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  await kubectl(['create', '--filename=-'], JSON.stringify(list));
}
