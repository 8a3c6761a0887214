import { IamraError } from '../../../core/errors/iamra-error.ts';
import type { AccessQuery } from '../../../kube/kube.ts';
import type { Workloads } from './rotation-world.ts';

/**
 * Looks before the first write whether all that a rotation does in the cluster is allowed: half of it
 * would only keep it waiting.
 * @throws {IamraError} IAMRA168 naming what the context's user may not do
 */
export async function refuseMissingRights({ kube, caNamespace }: Workloads): Promise<void> {
  const needed: readonly AccessQuery[] = [
    ...['create', 'patch', 'delete'].map((verb) => ({
      verb,
      resource: 'secrets',
      namespace: caNamespace,
    })),
    { verb: 'get', resource: 'secrets' },
    { verb: 'list', resource: 'pods' },
    { verb: 'list', group: 'cert-manager.io', resource: 'certificates' },
    {
      verb: 'patch',
      group: 'cert-manager.io',
      resource: 'certificates',
      subresource: 'status',
    },
  ];
  const answers = await Promise.all(needed.map((access) => kube.may(access)));
  const missing = needed.filter((_, index) => answers[index] === false);
  if (missing.length === 0) return;
  const words = missing.map(describe).join(', ');
  throw new IamraError('IAMRA168', `The user of context ${kube.context} may not ${words}.`);
}

function describe({ verb, resource, subresource, group, namespace }: AccessQuery): string {
  const path = subresource === undefined ? resource : `${resource}/${subresource}`;
  const what = group === undefined ? path : `${path}.${group}`;
  return `${verb} ${what}${namespace === undefined ? '' : ` in ${namespace}`}`;
}
