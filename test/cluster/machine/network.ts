import { existsSync } from 'node:fs';
import { execa } from 'execa';

/** Addresses of the built cluster: a /24 between this machine and the node, the rest inside. */
export const network = {
  namespace: 'iamra-cluster',
  hostAddress: '10.99.0.2',
  nodeAddress: '10.99.0.1',
  podSubnet: '10.244.0.0/24',
  serviceSubnet: '10.96.0.0/16',
  apiServerService: '10.96.0.1',
  dnsService: '10.96.0.10',
} as const;

const hostLink = 'iamra-host';
const nodeLink = 'iamra-node';
const path = `/run/netns/${network.namespace}`;

/**
 * Makes the node's network namespace, joined to this machine by a pair of links. It has no
 * default route: nothing in the cluster reaches further than this machine.
 */
export async function createNetwork(): Promise<void> {
  await execa('ip', ['netns', 'add', network.namespace]);
  await ip('link', 'add', hostLink, 'type', 'veth', 'peer', nodeLink, 'netns', network.namespace);
  await ip('address', 'add', `${network.hostAddress}/24`, 'dev', hostLink);
  await ip('link', 'set', hostLink, 'up');
  await inNode('ip', 'link', 'set', 'lo', 'up');
  await inNode('ip', 'address', 'add', `${network.nodeAddress}/24`, 'dev', nodeLink);
  await inNode('ip', 'link', 'set', nodeLink, 'up');
  // Services are rewritten on their way out; without a route there is no way out.
  await inNode('ip', 'route', 'add', network.serviceSubnet, 'dev', nodeLink);
  await inNode('sysctl', '--quiet', '--write', 'net.ipv4.ip_forward=1');
}

/** Removes the namespace; its links go with it. */
export async function removeNetwork(): Promise<void> {
  if (networkExists()) await execa('ip', ['netns', 'delete', network.namespace]);
}

export function networkExists(): boolean {
  return existsSync(path);
}

/**
 * A command line that runs inside of the node's network. Not `ip netns exec`: that mounts /sys
 * anew, and the kubelet would find no cgroups.
 */
export function nodeCommand(command: readonly string[]): [string, ...string[]] {
  return ['nsenter', `--net=${path}`, '--', ...command];
}

async function ip(...words: readonly string[]): Promise<void> {
  await execa('ip', words);
}

async function inNode(...command: readonly string[]): Promise<void> {
  const [file, ...words] = nodeCommand(command);
  await execa(file, words);
}
