import { join } from 'node:path';
import { buildModule } from './build-module.ts';

/** A program that the cluster, or a test, runs on this machine. */
export type ToolName =
  | 'crane'
  | 'ctr'
  | 'containerd'
  | 'etcd'
  | 'helm-3'
  | 'helm-4'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-proxy'
  | 'kube-scheduler'
  | 'kubeconform'
  | 'kubectl'
  | 'kubelet';

/** The path of a program, built now if this machine has not built it before. */
export async function tool(name: ToolName): Promise<string> {
  switch (name) {
    case 'helm-3':
    case 'helm-4':
      return join(await buildModule(name), 'helm');
    case 'crane':
    case 'etcd':
    case 'kubeconform':
      return join(await buildModule(name), name);
    case 'containerd':
    case 'ctr':
      return join(await buildModule('containerd'), name);
    default:
      return join(await buildModule('kubernetes'), name);
  }
}
