import type { WebhookState } from '../../../core/checks/cluster-facts.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

interface Configuration extends ClusterObject {
  readonly webhooks?: readonly {
    readonly name: string;
    readonly failurePolicy?: string;
    readonly clientConfig?: {
      /** Base64 */
      readonly caBundle?: string;
      readonly service?: ServiceName;
    };
  }[];
}

interface EndpointSlice extends ClusterObject {
  readonly endpoints?: readonly { readonly conditions?: { readonly ready?: boolean } }[];
}

export function readWebhookConfiguration(kube: Kube): Promise<Configuration | undefined> {
  return readOne<Configuration>(kube, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    name: 'iamra-injector',
  });
}

/** The Service that the API server is told to call. */
export function serviceOf(configuration: Configuration | undefined): ServiceName | undefined {
  return configuration?.webhooks?.[0]?.clientConfig?.service;
}

export async function gatherWebhook(world: DoctorWorld): Promise<WebhookState> {
  const kube = await world.kube();
  const configuration = await readWebhookConfiguration(kube);
  const entries = configuration?.webhooks?.map(({ name, failurePolicy = 'Fail' }) => ({
    name,
    failurePolicy,
  }));
  const bundle = configuration?.webhooks?.[0]?.clientConfig?.caBundle ?? '';
  const caBundle = Buffer.from(bundle, 'base64').toString();
  const service = serviceOf(configuration);
  if (service === undefined) {
    return { entries, caBundle, service, serviceExists: false, readyEndpoints: 0 };
  }
  const { namespace, name } = service;
  const [found, readyEndpoints] = await Promise.all([
    readOne(kube, { apiVersion: 'v1', kind: 'Service', namespace, name }),
    countReadyEndpoints(kube, service),
  ]);
  const serviceExists = found !== undefined;
  return { entries, caBundle, service: { namespace, name }, serviceExists, readyEndpoints };
}

async function countReadyEndpoints(kube: Kube, { namespace, name }: ServiceName): Promise<number> {
  const slices = await readAll<EndpointSlice>(kube, {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    namespace,
    labelSelector: `kubernetes.io/service-name=${name}`,
  });
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  // Absent means ready.
  return endpoints.filter(({ conditions }) => conditions?.ready !== false).length;
}
