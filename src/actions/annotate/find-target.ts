import type { Target } from '../../core/annotate/target.ts';
import type { Workload } from '../../core/annotate/workload.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { nearest } from '../../core/nearest.ts';
import type { Kube } from '../../kube/kube.ts';
import type { FoundTarget } from './found-target.ts';

const namesShown = 10;

/**
 * The object that the user named.
 * @throws {IamraError} IAMRA172 with the nearest name where there is none
 */
export async function findTarget(
  kube: Kube,
  target: Target,
  namespace: string,
): Promise<FoundTarget> {
  const { apiVersion, kind } = target.type;
  const reference = { apiVersion, kind, name: target.name, namespace };
  const object = await kube.get<Workload>(reference);
  if (object !== undefined) return { kube, target, reference, object };
  throw await unknownTarget(kube, reference);
}

async function unknownTarget(
  kube: Kube,
  { apiVersion, kind, name, namespace }: FoundTarget['reference'],
): Promise<IamraError> {
  const others = await kube.list({ apiVersion, kind, namespace });
  const names = others.map(({ metadata }) => metadata.name ?? '');
  const meant = nearest(name, names);
  const known =
    names.length === 0
      ? `the namespace has no ${kind}`
      : `it has ${names.slice(0, namesShown).join(', ')}${names.length > namesShown ? ', …' : ''}`;
  const hint = meant === undefined ? '.' : `; did you mean “${meant}”?`;
  return new IamraError(
    'IAMRA172',
    `Namespace ${namespace} (context ${kube.context}) has no ${kind} “${name}”: ${known}${hint}`,
  );
}
