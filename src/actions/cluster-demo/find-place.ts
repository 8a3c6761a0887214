import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';

/** Where the emulator listens, and by which name or address pods find it. */
export interface EmulatorPlace {
  readonly listen: string;
  readonly advertise: string;
}

interface Node extends KubeObject {
  readonly status?: {
    readonly addresses?: ReadonlyArray<{ readonly type: string; readonly address: string }>;
  };
}

const everyAddress = '0.0.0.0';
const hostName = /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i;

/**
 * The place that the user names, else this machine's address on the way to the cluster's nodes.
 * @throws {IamraError} IAMRA187 where no way leads to a node
 */
export async function findPlace(kube: Kube, host: string | undefined): Promise<EmulatorPlace> {
  if (host !== undefined) return namedPlace(host);
  const nodes = await kube.list<Node>({ apiVersion: 'v1', kind: 'Node' });
  const addresses = nodes.flatMap(({ status }) =>
    (status?.addresses ?? []).flatMap(({ type, address }) =>
      type === 'InternalIP' ? [address] : [],
    ),
  );
  for (const address of addresses) {
    const own = await sourceAddress(address);
    if (own !== undefined) return { listen: own, advertise: own };
  }
  const named =
    addresses.length === 0 ? 'its nodes name none' : `its nodes: ${addresses.join(', ')}`;
  throw new IamraError(
    'IAMRA187',
    `It cannot be told at which address pods of context ${kube.context} reach this machine; ${named}.`,
    { fix: 'name an address of this machine that pods reach: --host ADDRESS' },
  );
}

/** @throws {IamraError} IAMRA901 for what is neither address nor name */
export function refuseUnusableHost(host: string): void {
  if (isIP(host) !== 0 || hostName.test(host)) return;
  throw new IamraError('IAMRA901', `--host “${host}” is neither an address nor a host name.`, {
    fix: 'give it as 192.168.1.10 or host.docker.internal, without a port',
  });
}

/** A name, or the address of a router before this machine, cannot be listened on. */
function namedPlace(host: string): EmulatorPlace {
  return { listen: isOwnAddress(host) ? host : everyAddress, advertise: host };
}

function isOwnAddress(host: string): boolean {
  const interfaces = Object.values(networkInterfaces()).flat();
  return interfaces.some((entry) => entry?.address === host);
}

/** The address that a packet to `target` would leave this machine with; none is sent. */
function sourceAddress(target: string): Promise<string | undefined> {
  const socket = createSocket(isIPv6(target) ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const answer = (address: string | undefined): void => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => {
      answer(undefined);
    });
    socket.connect(9, target, () => {
      answer(socket.address().address);
    });
  });
}
