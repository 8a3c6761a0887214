import { execa } from 'execa';
import { tool } from '../tools/tool.ts';
import { containerdSocket } from './containerd.ts';

/** Ends what runs in containers; their shims end with them. */
export async function stopContainers(): Promise<void> {
  const ctr = [await tool('ctr'), '--address', containerdSocket, '--namespace', 'k8s.io'] as const;
  const { stdout } = await execa`${ctr} tasks list --quiet`;
  for (const id of stdout.split('\n').filter(Boolean)) {
    await execa({ reject: false })`${ctr} tasks kill --signal SIGKILL ${id}`;
    await execa({ reject: false })`${ctr} tasks delete --force ${id}`;
  }
}
