import type { ServedCertificate } from '../../../core/checks/cluster-facts.ts';
import { errorMessage } from '../../../core/errors/error-message.ts';
import { readCertificates } from '../../../core/pki/certificate-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import { readServedChain } from '../../../tls/read-served-chain.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readOne } from './cluster-reader.ts';
import { servingName } from './issuers.ts';

const connectSeconds = 2;

interface Service extends ClusterObject {
  readonly spec?: {
    readonly clusterIP?: string;
    readonly ports?: readonly { readonly port: number }[];
  };
}

interface Secret extends ClusterObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** The chain by TLS where the Service's address can be reached from here, else that of its Secret. */
export async function gatherServedCertificate(world: DoctorWorld): Promise<ServedCertificate> {
  const kube = await world.kube();
  const { service } = await world.read('webhook');
  if (service === undefined) return { from: 'nowhere', chain: '', host: '' };
  const host = `${service.name}.${service.namespace}.svc`;
  try {
    return { from: 'connection', chain: await connect(kube, service, host), host };
  } catch (error) {
    const reason = errorMessage(error);
    const chain = await readSecret(kube, service.namespace);
    return { from: chain === undefined ? 'nowhere' : 'secret', reason, chain: chain ?? '', host };
  }
}

async function connect(
  kube: Kube,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  serverName: string,
): Promise<string> {
  const reference = { apiVersion: 'v1', kind: 'Service', name, namespace };
  const { clusterIP = 'None', ports = [] } = (await readOne<Service>(kube, reference))?.spec ?? {};
  if (clusterIP === 'None') throw new Error('the Service has no address');
  const port = ports[0]?.port ?? 443;
  const server = { address: clusterIP, port, serverName, seconds: connectSeconds };
  const chain = await readServedChain(server);
  const [leaf] = readCertificates(chain);
  // The address of a Service may be somebody else's in the network of a laptop.
  if (leaf?.alternativeNames.dns.includes(serverName) === true) return chain;
  throw new Error(`another server answers at ${clusterIP}`);
}

async function readSecret(kube: Kube, namespace: string): Promise<string | undefined> {
  const secret = await readOne<Secret>(kube, {
    apiVersion: 'v1',
    kind: 'Secret',
    name: servingName,
    namespace,
  });
  const chain = secret?.data?.['tls.crt'];
  return chain === undefined ? undefined : Buffer.from(chain, 'base64').toString();
}
