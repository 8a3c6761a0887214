import { targetTypes } from '../../core/annotate/target-type.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import { isLasting } from '../../core/checks/is-over.ts';
import { groupByOwner, nameOwner } from '../../core/checks/name-owners.ts';
import { type OwnedPod, ownerOfPod } from '../../core/checks/owner-of-pod.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { agentVariable } from '../../core/injection/agent/agent-variable.ts';
import { annotationKey, injectedLabel } from '../../core/injection/annotation-keys.ts';
import { roleOfAccount } from '../../core/injection/annotations/account-annotations.ts';
import { annotationsOf, type PodSpec, serviceAccountNameOf } from '../../core/injection/pod/pod.ts';
import type { User } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { readCompatibility } from '../annotate/read-installation.ts';

/** One role for one ServiceAccount, as the cluster has it. */
export interface RoleUse {
  readonly roleArn: string;
  readonly account: ServiceAccountName;
}

interface Pod extends KubeObject, Omit<OwnedPod, 'metadata'> {
  readonly metadata: KubeObject['metadata'] & OwnedPod['metadata'];
  readonly spec: PodSpec;
  readonly status?: { readonly phase?: string };
}

interface Found extends User, RoleUse {}

/** Who gets, or asks for, a role that is meant: ServiceAccounts and workloads by annotation, pods by their agent. */
export async function findRoleUsers(
  kube: Kube,
  isMeant: (use: RoleUse) => boolean,
): Promise<User[]> {
  const found = await Promise.all([annotatedObjects(kube), runningPods(kube)]);
  const whats = new Map<string, string[]>();
  for (const { name, what } of found.flat().filter(isMeant)) {
    whats.set(name, [...(whats.get(name) ?? []), what]);
  }
  return [...whats].map(([name, what]) => ({ name, what: what.join(', ') }));
}

async function annotatedObjects(kube: Kube): Promise<Found[]> {
  const compatibility = await readCompatibility(kube);
  const lists = await Promise.all(
    targetTypes.map(async (type) => {
      const { apiVersion, kind } = type;
      const objects = await kube.list<KubeObject & Workload>({ apiVersion, kind });
      return objects.filter(isUnfinished).flatMap((object): Found[] => {
        const part = annotatedPart(object, type);
        const isAccount = kind === 'ServiceAccount';
        const annotations = annotationsOf(part);
        const roleArn = isAccount
          ? roleOfAccount(annotations, compatibility)
          : annotations[annotationKey.roleArn];
        const { name = '', namespace = '' } = object.metadata;
        if (roleArn === undefined) return [];
        const accountName = isAccount ? name : serviceAccountNameOf(part);
        const account = { namespace, name: accountName };
        return [
          { name: nameOwner({ kind, namespace, name }), what: 'annotated', roleArn, account },
        ];
      });
    }),
  );
  return lists.flat();
}

/** A Job that is over makes no more pods. */
export function isUnfinished({ kind, status }: Workload): boolean {
  const ends = ['Complete', 'Failed'];
  const isOver = status?.conditions?.some((it) => ends.includes(it.type) && it.status === 'True');
  return kind !== 'Job' || isOver !== true;
}

/** Annotations may have changed since a pod began; its agent goes on with what it was given. */
async function runningPods(kube: Kube): Promise<Found[]> {
  const pods = await kube.list<Pod>({
    apiVersion: 'v1',
    kind: 'Pod',
    labelSelector: `${injectedLabel}=true`,
  });
  return groupByOwner(pods.filter(isLasting), ownerOfPod).flatMap(({ owner, items }): Found[] => {
    const name = nameOwner(owner);
    const uses = items.flatMap((pod) => useOf(pod) ?? []);
    return [...new Set(uses.map(({ roleArn }) => roleArn))].flatMap((roleArn) => {
      const same = uses.filter((use) => use.roleArn === roleArn);
      const [first] = same;
      if (first === undefined) return [];
      const what =
        same.length === 1 ? '1 pod with the agent' : `${same.length} pods with the agent`;
      return [{ name, what, ...first }];
    });
  });
}

function useOf(pod: Pod): RoleUse | undefined {
  const roleArn = agentVariable(pod.spec, 'IAMRA_ROLE_ARN');
  if (roleArn === undefined) return undefined;
  const account = { namespace: pod.metadata.namespace ?? '', name: serviceAccountNameOf(pod) };
  return { roleArn, account };
}
