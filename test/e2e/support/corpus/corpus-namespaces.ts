import type { Cluster } from '../../../cluster/cluster.ts';
import type { CorpusCase } from './corpus-cases.ts';
import { corpusNamespaces } from './try-case.ts';

/** Makes the namespaces of the corpus, and in them the ServiceAccounts of its pods. */
export async function makeCorpusNamespaces(
  kubectl: Cluster['kubectl'],
  cases: readonly CorpusCase[],
): Promise<void> {
  const accounts = new Set(['default', ...cases.flatMap(accountOf)]);
  for (const [name, level] of [
    [corpusNamespaces.any, 'privileged'],
    [corpusNamespaces.restricted, 'restricted'],
  ] as const) {
    const items = [
      namespace(name, level),
      ...[...accounts].map((account) => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: account, namespace: name },
      })),
    ];
    const list = { apiVersion: 'v1', kind: 'List', items };
    await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], JSON.stringify(list));
  }
}

/** Takes them away again. */
export async function removeCorpusNamespaces(kubectl: Cluster['kubectl']): Promise<void> {
  const names = Object.values(corpusNamespaces);
  await kubectl(['delete', 'namespace', '--ignore-not-found', '--wait=false', ...names]);
}

function namespace(name: string, level: string): object {
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    // What the tests of an installed webhook leave behind plays no part here.
    'iamra.dev/inject': 'false',
  };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function accountOf({ before: { pod } }: CorpusCase): string[] {
  const { spec } = pod as { spec: { serviceAccountName?: unknown; serviceAccount?: unknown } };
  return [spec.serviceAccountName, spec.serviceAccount].filter(
    (name) => typeof name === 'string' && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name),
  ) as string[];
}
