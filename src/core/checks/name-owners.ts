import type { Owner } from './workload-facts.ts';

/** `Deployment team-a/web` */
export function nameOwner({ kind, namespace, name }: Owner): string {
  return `${kind} ${namespace}/${name}`;
}

const restartable = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The command, or the step, that gives a workload new pods. */
export function renewPods({ kind, namespace, name }: Owner): string {
  const subject = `${kind.toLowerCase()}/${name}`;
  if (restartable.includes(kind)) {
    return `kubectl rollout restart --namespace ${namespace} ${subject}`;
  }
  if (kind === 'Pod') return `kubectl delete --namespace ${namespace} ${subject}, and make it anew`;
  return `delete the pods of ${subject} in namespace ${namespace}; it makes new ones, unless it is over`;
}

/** Those with the same owner together, in the order of the first of each. */
export function groupByOwner<T>(
  items: readonly T[],
  ownerOf: (item: T) => Owner,
): { readonly owner: Owner; readonly items: readonly [T, ...T[]] }[] {
  const groups = new Map<string, { owner: Owner; items: [T, ...T[]] }>();
  for (const item of items) {
    const owner = ownerOf(item);
    const group = groups.get(nameOwner(owner));
    if (group === undefined) groups.set(nameOwner(owner), { owner, items: [item] });
    else group.items.push(item);
  }
  return [...groups.values()];
}
