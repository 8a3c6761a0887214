import { join } from 'node:path';
import { stateFolder } from '../folders.ts';
import { network } from '../machine/network.ts';
import { startProcess } from '../machine/processes.ts';
import { tool } from '../tools/tool.ts';
import { pkiFile } from './certificates.ts';
import { kubeconfigFile } from './kubeconfig.ts';

const etcdClients = 'http://127.0.0.1:2379';
const etcdPeers = 'http://127.0.0.1:2380';

/** Starts etcd, the API server, the controller manager and the scheduler. */
export async function startControlPlane(): Promise<void> {
  startProcess('etcd', [await tool('etcd'), ...flags(etcdFlags())]);
  startProcess('kube-apiserver', [await tool('kube-apiserver'), ...flags(apiServerFlags())]);
  startProcess('kube-controller-manager', [
    await tool('kube-controller-manager'),
    ...flags({
      kubeconfig: kubeconfigFile('kube-controller-manager'),
      'service-account-private-key-file': pkiFile('service-account.key'),
      'root-ca-file': pkiFile('ca.crt'),
      'use-service-account-credentials': 'true',
      'leader-elect': 'false',
    }),
  ]);
  startProcess('kube-scheduler', [
    await tool('kube-scheduler'),
    ...flags({ kubeconfig: kubeconfigFile('kube-scheduler'), 'leader-elect': 'false' }),
  ]);
}

function etcdFlags(): Readonly<Record<string, string>> {
  return {
    'data-dir': join(stateFolder, 'etcd'),
    'listen-client-urls': etcdClients,
    'advertise-client-urls': etcdClients,
    'listen-peer-urls': etcdPeers,
    'initial-advertise-peer-urls': etcdPeers,
    'initial-cluster': `default=${etcdPeers}`,
    // The data need not outlive the machine.
    'unsafe-no-fsync': 'true',
  };
}

function apiServerFlags(): Readonly<Record<string, string>> {
  return {
    'etcd-servers': etcdClients,
    'advertise-address': network.nodeAddress,
    'secure-port': '6443',
    'tls-cert-file': pkiFile('kube-apiserver.crt'),
    'tls-private-key-file': pkiFile('kube-apiserver.key'),
    'client-ca-file': pkiFile('ca.crt'),
    'service-account-key-file': pkiFile('service-account.pub'),
    'service-account-signing-key-file': pkiFile('service-account.key'),
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-cluster-ip-range': network.serviceSubnet,
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': 'NodeRestriction',
    'kubelet-client-certificate': pkiFile('kubelet-client.crt'),
    'kubelet-client-key': pkiFile('kubelet-client.key'),
    // Otherwise logs and exec would ask a DNS server for the node's name.
    'kubelet-preferred-address-types': 'InternalIP',
    'allow-privileged': 'true',
    'enable-aggregator-routing': 'true',
  };
}

function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
