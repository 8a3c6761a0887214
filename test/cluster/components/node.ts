import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../folders.ts';
import { clusterCgroup } from '../machine/cgroups.ts';
import { network } from '../machine/network.ts';
import { startProcess } from '../machine/processes.ts';
import { tool } from '../tools/tool.ts';
import { pkiFile } from './certificates.ts';
import { containerdSocket } from './containerd.ts';
import { kubeconfigFile } from './kubeconfig.ts';

const nodeName = 'node-1';

/** The kubelet's folder: it mounts volumes of pods there. */
export const kubeletFolder = join(stateFolder, 'kubelet');

/** Starts the kubelet and kube-proxy. */
export async function startNode(): Promise<void> {
  await mkdir(kubeletFolder, { recursive: true });
  await startKubelet();
  await startProxy();
}

async function startKubelet(): Promise<void> {
  const file = join(stateFolder, 'kubelet.json');
  await writeFile(file, JSON.stringify(kubeletConfiguration));
  startProcess('kubelet', [
    await tool('kubelet'),
    `--config=${file}`,
    `--kubeconfig=${kubeconfigFile('kubelet')}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${network.nodeAddress}`,
    `--root-dir=${kubeletFolder}`,
    `--cert-dir=${join(kubeletFolder, 'pki')}`,
  ]);
}

async function startProxy(): Promise<void> {
  const file = join(stateFolder, 'kube-proxy.json');
  await writeFile(file, JSON.stringify(proxyConfiguration));
  startProcess('kube-proxy', [
    await tool('kube-proxy'),
    `--config=${file}`,
    `--hostname-override=${nodeName}`,
  ]);
}

const kubeletConfiguration = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: pkiFile('ca.crt') },
  },
  authorization: { mode: 'Webhook' },
  tlsCertFile: pkiFile('kubelet.crt'),
  tlsPrivateKeyFile: pkiFile('kubelet.key'),
  containerRuntimeEndpoint: `unix://${containerdSocket}`,
  clusterDNS: [network.dnsService],
  clusterDomain: 'cluster.local',
  // Pods ask the cluster's DNS alone.
  resolvConf: '/dev/null',
  cgroupDriver: 'cgroupfs',
  cgroupRoot: clusterCgroup,
  failCgroupV1: false,
  failSwapOn: false,
  enforceNodeAllocatable: [],
  oomScoreAdj: 0,
  // No image may be taken away: there is no registry to pull it from again.
  imageGCHighThresholdPercent: 100,
  evictionHard: {
    'memory.available': '100Mi',
    'nodefs.available': '1%',
    'imagefs.available': '1%',
  },
  // A changed Secret reaches its pods within 8 seconds, not 90: tests wait for that often.
  syncFrequency: '5s',
  podLogsDir: join(stateFolder, 'pod-logs'),
};

const proxyConfiguration = {
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig: kubeconfigFile('kube-proxy') },
  mode: 'nftables',
  clusterCIDR: network.podSubnet,
  // The limits belong to the machine, not to the namespace.
  conntrack: { maxPerCore: 0, min: 0 },
  oomScoreAdj: 0,
};
