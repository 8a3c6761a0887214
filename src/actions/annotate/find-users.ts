import { formatTarget, type Target } from '../../core/annotate/target.ts';
import { targetTypes } from '../../core/annotate/target-type.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { annotationKey } from '../../core/injection/annotation-keys.ts';
import { annotationsOf, serviceAccountNameOf } from '../../core/injection/pod/pod.ts';
import type { Kube } from '../../kube/kube.ts';

/** A workload whose pods have a ServiceAccount. */
export interface AccountUser {
  readonly target: Target;
  readonly object: Workload;
  /** The raw pod template. */
  readonly template: unknown;
}

// A Job's pods are there already, and no others will come.
const makersOfPods = targetTypes.filter(({ kind }) => !['ServiceAccount', 'Job'].includes(kind));

/** The workloads that take what the ServiceAccount says: those without a role of their own. */
export async function findUsers(kube: Kube, account: ServiceAccountName): Promise<AccountUser[]> {
  const found = await Promise.all(
    makersOfPods.map(async (type) => {
      const { apiVersion, kind } = type;
      const query = { apiVersion, kind, namespace: account.namespace };
      const objects = await kube.list<Workload>(query);
      return objects.map((object) => ({
        target: { type, name: object.metadata.name ?? '' },
        object,
        template: annotatedPart(object, type),
      }));
    }),
  );
  return found
    .flat()
    .filter(({ template }) => serviceAccountNameOf(template) === account.name)
    .filter(({ template }) => annotationsOf(template)[annotationKey.roleArn] === undefined);
}

/** What gives each of them new pods. */
export function restartsOf(users: readonly AccountUser[], namespace: string): string[] {
  return users.map(({ target }) =>
    target.type.kind === 'CronJob'
      ? `${formatTarget(target)} follows it from its next run on`
      : `kubectl rollout restart ${formatTarget(target)} -n ${namespace}`,
  );
}
