import { groupByOwner, nameOwner } from '../../core/checks/name-owners.ts';
import { type OwnedPod, ownerOfPod } from '../../core/checks/owner-of-pod.ts';
import { injectedLabel, optedInLabel } from '../../core/injection/annotation-keys.ts';
import { asksForItsPods } from '../../core/injection/annotations/account-annotations.ts';
import type { Compatibility } from '../../core/injection/injection-settings.ts';
import type { User } from '../../core/plan/uninstall/plan-uninstall.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { readCompatibility } from '../annotate/read-installation.ts';

/** Who gets credentials from iamra: the owners of injected pods, and the ServiceAccounts that opted in. */
export async function findUsers(kube: Kube): Promise<User[]> {
  const pods = await kube.list<KubeObject & OwnedPod>({
    apiVersion: 'v1',
    kind: 'Pod',
    labelSelector: `${injectedLabel}=true`,
  });
  const lasting = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const accounts = await kube.list({ apiVersion: 'v1', kind: 'ServiceAccount' });
  const compatibility = await readCompatibility(kube);
  return [
    ...groupByOwner(lasting, ownerOfPod).map(({ owner, items }) => ({
      name: nameOwner(owner),
      what: items.length === 1 ? '1 pod with the agent' : `${items.length} pods with the agent`,
    })),
    ...accounts
      .filter((account) => isOptedIn(account, compatibility))
      .map(({ metadata }) => ({
        name: `ServiceAccount ${metadata.namespace ?? ''}/${metadata.name ?? ''}`,
        what: 'annotated',
      })),
  ];
}

function isOptedIn({ metadata }: KubeObject, compatibility: Compatibility | undefined): boolean {
  if (metadata.labels?.[optedInLabel] === 'true') return true;
  return asksForItsPods(metadata.annotations ?? {}, compatibility);
}
