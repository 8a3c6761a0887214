import type { Context } from '../../../context.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import type { Kube } from '../../../kube/kube.ts';
import { clusterAtHand } from '../../role/cluster-at-hand.ts';
import type { KeyPlace } from './key-place.ts';

/**
 * The cluster at hand, if there is one.
 * @throws {IamraError} IAMRA101 where it does not answer; with the CA in a file, its fix says how to do without
 */
export async function askCluster(
  context: Context,
  place: KeyPlace,
  cluster: string,
): Promise<Kube | undefined> {
  try {
    return await clusterAtHand(context, place, cluster);
  } catch (error) {
    const isAway = IamraError.is(error) && error.code === 'IAMRA101';
    if (!isAway || place.caKeyFile === undefined) throw error;
    throw new IamraError('IAMRA101', error.message, {
      fix: 'give --no-cluster: what AWS has seen is revoked then, and no new certificate is issued',
      cause: error.cause,
    });
  }
}
