import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { installCertManager, untilCertManagerWorks } from '../addons/cert-manager.ts';
import type { ClusterProvider } from '../cluster.ts';
import { clusterTools } from '../cluster-tools.ts';
import { stateFolder } from '../folders.ts';

const name = 'iamra-test';
const kubeconfig = join(stateFolder, 'kind.kubeconfig');
const tools = clusterTools(kubeconfig);

/** A kind cluster; DNS comes with it, cert-manager's images come from their registry. */
export const kindCluster: ClusterProvider = {
  title: 'a kind cluster',
  kubeconfig,
  isRunning: exists,
  start: async () => {
    const running = await exists();
    if (!running) {
      await mkdir(stateFolder, { recursive: true, mode: 0o700 });
      await kind('create', 'cluster', '--wait=180s', `--kubeconfig=${kubeconfig}`);
      await installCertManager(tools);
    }
    await untilCertManagerWorks(tools);
    return {
      kubeconfig,
      hostAddress: await bridgeAddress(),
      ...tools,
      importImage: async (archive) => {
        await kind('load', 'image-archive', archive);
      },
      stop: running ? async () => {} : stop,
    };
  },
  stop,
  status: async () =>
    (await exists())
      ? (await tools.kubectl(['get', 'nodes,pods', '--all-namespaces'])).split('\n')
      : ['Nothing runs.'],
};

/** Whether kind is installed and finds a container engine. */
export async function kindWorks(): Promise<boolean> {
  const { exitCode } = await execa('kind', ['get', 'clusters'], { reject: false });
  return exitCode === 0;
}

async function exists(): Promise<boolean> {
  const { stdout } = await execa('kind', ['get', 'clusters']);
  return stdout.split('\n').includes(name);
}

async function stop(): Promise<void> {
  if (await exists()) await kind('delete', 'cluster', `--kubeconfig=${kubeconfig}`);
}

/** This machine's address on the network that kind's nodes are on. */
async function bridgeAddress(): Promise<string> {
  const gateway = '{{range .IPAM.Config}}{{println .Gateway}}{{end}}';
  const { stdout } = await execa('docker', ['network', 'inspect', 'kind', '--format', gateway]);
  return stdout.split('\n').find((line) => line.includes('.')) ?? '127.0.0.1';
}

async function kind(...words: readonly string[]): Promise<void> {
  await execa('kind', [...words, `--name=${name}`]);
}
