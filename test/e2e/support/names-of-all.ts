import type { UserMachine } from './installation.ts';

// Records of what happened, and what Kubernetes itself puts into each namespace.
const leftOut = /^(Event |ServiceAccount \S+\/default$|ConfigMap \S+\/kube-root-ca\.crt$)/;

/** Kind, namespace and name of all that the cluster keeps, sorted. */
export async function namesOfAll({ kubectl }: UserMachine): Promise<string[]> {
  const kinds = await kubectl(['api-resources', '--verbs=list,create', '--output=name']);
  const words = ['get', kinds.split('\n').join(','), '--all-namespaces', '--ignore-not-found'];
  const line = '{.kind} {.metadata.namespace}/{.metadata.name}';
  const path = `{range .items[*]}${line}{"\\n"}{end}`;
  const names = (await kubectl([...words, `--output=jsonpath=${path}`])).split('\n');
  return [...new Set(names)].filter((name) => name !== '' && !leftOut.test(name)).sort();
}
