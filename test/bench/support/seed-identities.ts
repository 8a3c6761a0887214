import { KubeClient } from '../../../webhook/kube/kube-client.ts';
import type { KubeObject } from '../../../webhook/kube/kube-object.ts';
import { resources } from '../../../webhook/kube/resource.ts';
import { administratorAccess } from '../../chart/support/account-access.ts';
import type { ApiServer } from '../../chart/support/api-server.ts';
import { manyIdentities } from '../../fixtures/many-identities.ts';

const inParallel = 16;
const write = { fieldManager: 'iamra-bench', timeoutMilliseconds: 60_000 };

/** Creates ServiceAccounts that ask for credentials, a pod for each of them, and their namespaces. */
export async function seedIdentities(server: ApiServer, count: number): Promise<void> {
  const client = new KubeClient(await administratorAccess(server));
  const objects = manyIdentities(count) as KubeObject[];
  const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace ?? ''));
  const ofKind = (wanted: string): KubeObject[] => objects.filter(({ kind }) => kind === wanted);
  try {
    await inTurns([...namespaces], (name) => {
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
      return client.create(resources.namespaces, undefined, namespace, write);
    });
    await inTurns(ofKind('ServiceAccount'), (object) =>
      client.create(resources.serviceAccounts, object.metadata.namespace, object, write),
    );
    await inTurns(ofKind('Pod'), (object) =>
      client.create(resources.pods, object.metadata.namespace, object, write),
    );
  } finally {
    client.close();
  }
}

async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const actOnRest = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await act(item);
  };
  await Promise.all(Array.from({ length: inParallel }, actOnRest));
}
