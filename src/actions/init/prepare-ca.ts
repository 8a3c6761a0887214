import { IamraError } from '../../core/errors/iamra-error.ts';
import { bundleContains } from '../../core/pki/bundle-contains.ts';
import type { InitObservation } from '../../core/plan/init/init-target.ts';
import type { FoundCaStore } from './find-ca-store.ts';

/**
 * Holds the CA at hand against the trust anchor that AWS has.
 * @throws {IamraError} IAMRA209 where they don't belong together, IAMRA902 where a CA is needed and none has a place
 */
export function refuseUnsuitableCa(
  { trustAnchor }: InitObservation,
  certificatePem: string | undefined,
  { store, obstacle }: FoundCaStore,
): void {
  if (trustAnchor === undefined) {
    if (store === undefined) throw noPlace(obstacle);
    return;
  }
  if (store === undefined || certificatePem === undefined) return;
  if (bundleContains(trustAnchor.certificates, certificatePem)) return;
  throw new IamraError(
    'IAMRA209',
    `The CA certificate in ${store.place} is not in trust anchor ${trustAnchor.arn}.`,
  );
}

function noPlace(obstacle: string | undefined): IamraError {
  const why = obstacle === undefined ? '' : ` The cluster at hand is not used: ${obstacle}`;
  return new IamraError('IAMRA902', `No place is known for the CA and its private key.${why}`, {
    fix: 'name the CA’s file with --ca-key-file FILE, one that is there or a new one (never to be committed), or a cluster with cert-manager with --context NAME',
  });
}
