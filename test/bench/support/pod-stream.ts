import { agentName } from '../../../src/core/injection/contract.ts';
import { KubeClient } from '../../../webhook/kube/kube-client.ts';
import type { KubeObject } from '../../../webhook/kube/kube-object.ts';
import { kubeconfigAccess } from '../../../webhook/kube/kubeconfig-access.ts';
import { resources } from '../../../webhook/kube/resource.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { roleArn } from '../../fixtures/pods.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { newPod } from './new-pod.ts';

interface Kind {
  readonly namespace: string;
  /** Whether our webhook looks at the pods there. */
  readonly isCovered: boolean;
  /** Whether the pods ask by their own annotations. */
  readonly podAsks: boolean;
  readonly accountAsks: boolean;
  readonly isInjected: boolean;
}

/** Pods that no webhook sees, that a bare one patches, that ask for nothing, and that ask in two ways. */
export const podKinds = {
  without: kind({ podAsks: true }, 'bench-without'),
  bare: kind({ podAsks: true, isInjected: true }, 'bench-bare'),
  silent: kind({ isCovered: true }, 'bench-silent'),
  asking: kind({ isCovered: true, podAsks: true, isInjected: true }, 'bench-asking'),
  ofAccount: kind({ isCovered: true, accountAsks: true, isInjected: true }, 'bench-account'),
} as const satisfies Record<string, Kind>;

export type PodKind = keyof typeof podKinds;

export interface Amount {
  readonly count: number;
  readonly inParallel: number;
}

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
    const items = Object.values(podKinds).flatMap((each) => [namespaceOf(each), accountOf(each)]);
    const list = { apiVersion: 'v1', kind: 'List', items };
    await cluster.kubectl(['apply', '--filename=-'], JSON.stringify(list));
    return new PodStream(cluster, new KubeClient(await kubeconfigAccess(cluster.kubeconfig)));
  }

  /** Gives how many seconds so many creations took; the pods are gone afterwards. */
  async create(kind: PodKind, { count, inParallel }: Amount): Promise<number> {
    const begin = performance.now();
    let left = count;
    const createInTurn = async (): Promise<void> => {
      while (left-- > 0) await this.#createOne(podKinds[kind]);
    };
    await Promise.all(Array.from({ length: inParallel }, createInTurn));
    const seconds = (performance.now() - begin) / 1000;
    await this.#removeAll(podKinds[kind].namespace);
    return seconds;
  }

  async #createOne({ namespace, podAsks, isInjected }: Kind): Promise<void> {
    const pod = newPod({ asks: podAsks });
    const { spec } = await this.#client.create<CreatedPod>(resources.pods, namespace, pod, {
      fieldManager: 'iamra-bench',
    });
    const hasAgent = spec.initContainers.some(({ name }) => name === agentName);
    if (hasAgent !== isInjected) {
      throw new Error(`a pod in ${namespace} was ${hasAgent ? '' : 'not '}injected`);
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
    const names = Object.values(podKinds).map(({ namespace }) => namespace);
    await this.#cluster.kubectl(['delete', 'namespace', ...names]);
  }
}

function kind(given: Partial<Kind>, namespace: string): Kind {
  const usual = { isCovered: false, podAsks: false, accountAsks: false, isInjected: false };
  return { ...usual, ...given, namespace };
}

function namespaceOf({ namespace, isCovered }: Kind): object {
  const labels = isCovered ? {} : { 'iamra.dev/inject': 'false' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } };
}

function accountOf({ namespace, accountAsks }: Kind): object {
  const labels = accountAsks ? { 'iamra.dev/opted-in': 'true' } : {};
  const annotations = accountAsks ? { 'iamra.dev/role-arn': roleArn } : {};
  const metadata = { name: 'web', namespace, labels, annotations };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
}

interface CreatedPod extends KubeObject {
  readonly spec: { readonly initContainers: ReadonlyArray<{ readonly name: string }> };
}
