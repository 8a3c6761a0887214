import { tool } from './tools/tool.ts';

/** Builds what tests start, before the first of them: on a fresh machine that takes minutes. */
export default async function buildTools(): Promise<void> {
  await tool('helm-3');
  await tool('helm-4');
  await tool('kubeconform');
  await tool('etcd');
  await tool('kube-apiserver');
}
