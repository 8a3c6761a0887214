import { type TargetType, targetTypes } from '../../core/annotate/target-type.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import { isOver } from '../../core/checks/is-over.ts';
import { nameOwner } from '../../core/checks/name-owners.ts';
import { type OwnedPod, ownerOfPod } from '../../core/checks/owner-of-pod.ts';
import type { Owner } from '../../core/checks/workload-facts.ts';
import { serviceAccountNameOf } from '../../core/injection/pod/pod.ts';
import type { Kube, KubeObject, ListQuery } from '../../kube/kube.ts';
import { unlessForbidden } from '../annotate/unless-forbidden.ts';
import { isUnfinished } from '../role/find-role-users.ts';

/** Workloads by their ServiceAccount, `namespace/name`. */
export type AccountUsers = ReadonlyMap<string, readonly Owner[]>;

type Place = Pick<ListQuery, 'namespace'>;

interface Use {
  /** `namespace/name` */
  readonly account: string;
  readonly owner: Owner;
}

interface Pod extends KubeObject, Omit<OwnedPod, 'metadata'> {
  readonly metadata: KubeObject['metadata'] & OwnedPod['metadata'];
  readonly status?: { readonly phase?: string };
}

const makersOfPods = targetTypes.filter(({ kind }) => kind !== 'ServiceAccount');

/** What runs, or will run, with each ServiceAccount, as far as the user may look; of all namespaces or of one. */
export async function findAccountUsers(
  kube: Kube,
  namespace: string | undefined,
): Promise<AccountUsers> {
  const place = namespace === undefined ? {} : { namespace };
  const found = await Promise.all([
    ...makersOfPods.map((type) => usesOfKind(kube, place, type)),
    usesOfPods(kube, place),
  ]);
  const users = new Map<string, Owner[]>();
  for (const { account, owner } of found.flat()) {
    const known = users.get(account) ?? [];
    if (known.every((other) => nameOwner(other) !== nameOwner(owner))) known.push(owner);
    users.set(account, known);
  }
  return users;
}

async function usesOfKind(kube: Kube, place: Place, type: TargetType): Promise<Use[]> {
  const { apiVersion, kind } = type;
  const query = { apiVersion, kind, ...place };
  const objects = await unlessForbidden(() => kube.list<KubeObject & Workload>(query), []);
  return objects
    .filter((object) => isUnfinished(object) && !isOfCronJob(object))
    .map((object) => {
      const { name = '', namespace = '' } = object.metadata;
      const account = `${namespace}/${serviceAccountNameOf(annotatedPart(object, type))}`;
      return { account, owner: { kind, namespace, name } };
    });
}

/** Also of kinds that only their makers know. */
async function usesOfPods(kube: Kube, place: Place): Promise<Use[]> {
  const query = { apiVersion: 'v1', kind: 'Pod', ...place };
  const pods = await unlessForbidden(() => kube.list<Pod>(query), []);
  return pods
    .filter((pod) => !isOver(pod))
    .map((pod) => {
      const account = `${pod.metadata.namespace ?? ''}/${serviceAccountNameOf(pod)}`;
      return { account, owner: ownerOfPod(pod) };
    })
    .filter(({ owner }) => owner.kind !== 'Job');
}

/** Then the CronJob is named. */
function isOfCronJob({ metadata }: Workload): boolean {
  return (metadata.ownerReferences ?? []).some(({ kind }) => kind === 'CronJob');
}
