import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installCertManager, untilCertManagerWorks } from '../addons/cert-manager.ts';
import { dnsObjects } from '../addons/dns.ts';
import type { Cluster, ClusterProvider } from '../cluster.ts';
import { clusterTools } from '../cluster-tools.ts';
import { createCertificates, type HolderName } from '../components/certificates.ts';
import { importArchive, startContainerd } from '../components/containerd.ts';
import { startControlPlane } from '../components/control-plane.ts';
import { kubeconfigFile, writeKubeconfig } from '../components/kubeconfig.ts';
import { startNode } from '../components/node.ts';
import { stopContainers } from '../components/stop-containers.ts';
import { stateFolder } from '../folders.ts';
import { systemImages } from '../images/system-images.ts';
import { createCgroup, removeCgroup } from '../machine/cgroups.ts';
import { withLock } from '../machine/lock.ts';
import { unmountBelow } from '../machine/mounts.ts';
import { createNetwork, network, networkExists, removeNetwork } from '../machine/network.ts';
import { prepareMachine, requireRights } from '../machine/prepare-machine.ts';
import { listProcesses, logFile, stopProcess } from '../machine/processes.ts';
import { removeTraces } from '../machine/remove-traces.ts';
import { progress } from '../progress.ts';
import { tool } from '../tools/tool.ts';
import { untilReady } from '../until-ready.ts';

/** What runs, each after what it needs. */
const components = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'containerd',
  'kubelet',
  'kube-proxy',
] as const;

const clients: readonly HolderName[] = [
  'admin',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
];

const tools = clusterTools(kubeconfigFile('admin'));

/** A single node from Go modules, in a network namespace of its own. */
export const builtCluster: ClusterProvider = {
  title: 'a Kubernetes node built from Go modules',
  kubeconfig: kubeconfigFile('admin'),
  isRunning: () => Promise.resolve(allRun()),
  start: async () => {
    await prepareMachine();
    const started = await withLock('start or stop the cluster', startUnlessRunning);
    return { ...cluster, stop: started ? stopAlone : async () => {} };
  },
  stop: stopAlone,
  status: async () => {
    const processes = [...listProcesses()].map(
      ([name, runs]) => `${name} ${runs ? 'runs' : 'ended'} (${logFile(name)})`,
    );
    return processes.length === 0 ? ['Nothing runs.'] : [...processes, ...(await nodeStatus())];
  },
};

const cluster = {
  kubeconfig: kubeconfigFile('admin'),
  hostAddress: network.hostAddress,
  ...tools,
  importImage: importArchive,
} satisfies Omit<Cluster, 'stop'>;

/** Gives whether it had to be started. */
async function startUnlessRunning(): Promise<boolean> {
  if (allRun()) return false;
  await stop();
  await start();
  return true;
}

function allRun(): boolean {
  const processes = listProcesses();
  return components.every((name) => processes.get(name) === true);
}

function stopAlone(): Promise<void> {
  return withLock('start or stop the cluster', stop);
}

async function start(): Promise<void> {
  // All that takes minutes comes before anything runs.
  await tool('kubelet');
  await tool('etcd');
  await tool('containerd');
  await tool('helm-4');
  const images = await systemImages();
  progress('Starting Kubernetes …');
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  await createCertificates(new Date());
  for (const client of clients) await writeKubeconfig(client);
  await createNetwork();
  createCgroup();
  await startControlPlane();
  await startContainerd();
  const imported = Promise.all(images.map(importArchive));
  await untilReady('the API server', apiServerAnswers);
  await Promise.all([imported, addParts()]);
  await startNode();
  await untilCertManagerWorks(tools);
  await tools.kubectl(['rollout', 'status', 'deployment/coredns', '-n=kube-system']);
}

async function addParts(): Promise<void> {
  await tools.kubectl(['apply', '--filename=-'], JSON.stringify(dnsObjects));
  await installCertManager(tools);
}

async function apiServerAnswers(): Promise<boolean> {
  try {
    return (await tools.kubectl(['get', '--raw=/readyz'])) === 'ok';
  } catch {
    return false;
  }
}

async function nodeStatus(): Promise<readonly string[]> {
  return (await apiServerAnswers())
    ? (await tools.kubectl(['get', 'nodes,pods', '--all-namespaces'])).split('\n')
    : ['The API server does not answer.'];
}

async function stop(): Promise<void> {
  if (networkExists()) requireRights();
  await endProcesses();
  await unmountBelow(stateFolder);
  if (networkExists()) await removeNetwork();
  removeCgroup();
  removeTraces();
  for (const name of ['etcd', 'containerd', 'kubelet', 'pki', 'pod-logs', 'processes']) {
    await rm(join(stateFolder, name), { recursive: true, force: true });
  }
}

async function endProcesses(): Promise<void> {
  const started = listProcesses();
  // Without the kubelet no container comes back.
  for (const name of ['kubelet', 'kube-proxy']) if (started.has(name)) await stopProcess(name);
  if (started.has('containerd') && networkExists()) {
    // Containers outlive a containerd that ended by itself, and only containerd can end them.
    if (started.get('containerd') === false) await startContainerd();
    await stopContainers();
  }
  for (const name of components.toReversed()) {
    if (listProcesses().has(name)) await stopProcess(name);
  }
}
