import { agentName } from '../../../src/core/injection/contract.ts';
import { KubeClient } from '../../../webhook/kube/kube-client.ts';
import type { KubeObject } from '../../../webhook/kube/kube-object.ts';
import { kubeconfigAccess } from '../../../webhook/kube/kubeconfig-access.ts';
import { resources } from '../../../webhook/kube/resource.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { newPod } from './new-pod.ts';

/** Pods of a namespace that the webhook does not see, pods that ask for nothing, and pods that ask. */
export type PodKind = 'uncovered' | 'silent' | 'asking';

const namespaces = { uncovered: 'bench-uncovered', silent: 'bench-silent', asking: 'bench-asking' };
const inParallel = 10;

/** Creates pods that no scheduler takes, so that only the API server works for them. */
export class PodStream {
  readonly #cluster: Cluster;
  readonly #client: KubeClient;

  private constructor(cluster: Cluster, client: KubeClient) {
    this.#cluster = cluster;
    this.#client = client;
  }

  /** Makes namespaces for the pods, each with a ServiceAccount. */
  static async open(cluster: Cluster): Promise<PodStream> {
    const items = Object.entries(namespaces).flatMap(([kind, name]) => [
      namespaceNamed(name, kind === 'uncovered' ? { 'iamra.dev/inject': 'false' } : {}),
      serviceAccount(name),
    ]);
    const list = { apiVersion: 'v1', kind: 'List', items };
    await cluster.kubectl(['apply', '--filename=-'], JSON.stringify(list));
    return new PodStream(cluster, new KubeClient(await kubeconfigAccess(cluster.kubeconfig)));
  }

  /** Gives how many seconds so many creations took; the pods are gone afterwards. */
  async create(kind: PodKind, count: number): Promise<number> {
    const begin = performance.now();
    let left = count;
    const createInTurn = async (): Promise<void> => {
      while (left-- > 0) await this.#createOne(kind);
    };
    await Promise.all(Array.from({ length: inParallel }, createInTurn));
    const seconds = (performance.now() - begin) / 1000;
    await this.#removeAll(namespaces[kind]);
    return seconds;
  }

  async #createOne(kind: PodKind): Promise<void> {
    const pod = newPod({ asks: kind !== 'silent' });
    const { spec } = await this.#client.create<CreatedPod>(resources.pods, namespaces[kind], pod, {
      fieldManager: 'iamra-bench',
    });
    const isInjected = spec.initContainers.some(({ name }) => name === agentName);
    if (isInjected !== (kind === 'asking')) {
      throw new Error(`a pod in ${namespaces[kind]} was ${isInjected ? '' : 'not '}injected`);
    }
  }

  async #removeAll(namespace: string): Promise<void> {
    const { kubectl } = this.#cluster;
    await kubectl(['delete', `--raw=/api/v1/namespaces/${namespace}/pods`]);
    const names = ['get', 'pods', `--namespace=${namespace}`, '--output=name'];
    await pollUntil(async () => (await kubectl(names)) === '' || undefined);
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#cluster.kubectl(['delete', 'namespace', ...Object.values(namespaces)]);
  }
}

function namespaceNamed(name: string, labels: Readonly<Record<string, string>>): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function serviceAccount(namespace: string): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace } };
}

interface CreatedPod extends KubeObject {
  readonly spec: { readonly initContainers: ReadonlyArray<{ readonly name: string }> };
}
