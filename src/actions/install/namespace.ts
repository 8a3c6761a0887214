import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { poll } from '../poll.ts';

interface Namespace extends KubeObject {
  readonly status?: { readonly phase?: string };
}

const patienceSeconds = 60;
const pollMilliseconds = 200;

export type NamespaceState = 'there' | 'ending' | 'absent';

/** Whether a namespace is there; one that ends takes nothing in any more. */
export async function namespaceState(kube: Kube, name: string): Promise<NamespaceState> {
  const found = await kube.get<Namespace>(referenceOf(name));
  if (found === undefined) return 'absent';
  return found.status?.phase === 'Terminating' ? 'ending' : 'there';
}

/** Removes a namespace and waits until it is gone. @throws {IamraError} IAMRA165 where it won't go */
export async function removeNamespace(kube: Kube, name: string): Promise<void> {
  await kube.delete(referenceOf(name));
  await awaitEnd(kube, name);
}

/** Waits until a namespace that ends is gone. @throws {IamraError} IAMRA165 where it won't go */
export async function awaitEnd(kube: Kube, name: string, signal?: AbortSignal): Promise<void> {
  const ask = async (): Promise<true | undefined> =>
    (await namespaceState(kube, name)) === 'absent' || undefined;
  if (await poll(ask, { seconds: patienceSeconds, pollMilliseconds, signal })) return;
  throw new IamraError('IAMRA165', `Namespace ${name} is being removed and does not end.`, {
    fix: `kubectl describe namespace ${name}, then run the command again`,
  });
}

function referenceOf(name: string): { apiVersion: string; kind: string; name: string } {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}
