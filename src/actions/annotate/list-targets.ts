import type { Selection } from '../../core/annotate/selection/selection.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import type { EditInput } from './annotate-input.ts';
import type { FoundTarget } from './found-target.ts';

/**
 * The objects of some types that have certain labels, or all of them.
 * @throws {IamraError} IAMRA154 where there is none
 */
export async function listTargets(
  kube: Kube,
  { namespace, allNamespaces }: EditInput,
  { types, labels }: Selection & { readonly kind: 'labelled' },
): Promise<FoundTarget[]> {
  const place = allNamespaces ? undefined : (namespace ?? kube.namespace);
  const lists = await Promise.all(
    types.map(async (type) => {
      const { apiVersion, kind } = type;
      const objects = await kube.list<Workload>({
        apiVersion,
        kind,
        ...(place === undefined ? {} : { namespace: place }),
        ...(labels === undefined ? {} : { labelSelector: labels }),
      });
      return objects.map((item) => {
        // Lists leave out what all of their items have in common.
        const object = { ...item, apiVersion, kind };
        const { name = '', namespace: home = '' } = object.metadata;
        const reference = { apiVersion, kind, name, namespace: home };
        return { kube, target: { type, name }, reference, object };
      });
    }),
  );
  const found = lists.flat();
  if (found.length > 0) return found;
  const kinds = types.map(({ kind }) => kind).join(' or ');
  const where = place === undefined ? 'The cluster' : `Namespace ${place}`;
  const like = labels === undefined ? '' : ` that is ${labels}`;
  throw new IamraError('IAMRA154', `${where} (context ${kube.context}) has no ${kinds}${like}.`);
}
