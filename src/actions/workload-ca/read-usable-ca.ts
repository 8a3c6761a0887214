import { rootCertificates } from 'node:tls';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { trustAnchorProblems } from '../../core/pki/check-trust-anchor-certificate.ts';
import { publicRootOf } from '../../core/pki/public-ca.ts';
import type { CaStore } from './ca-store.ts';

/**
 * The certificate of the CA that is kept; undefined where the CA is still to be made.
 * @throws {IamraError} IAMRA208 for one that AWS would refuse, and what the store throws
 */
export async function readUsableCa(
  store: Pick<CaStore, 'place' | 'read'> | undefined,
  now: Date,
): Promise<string | undefined> {
  const certificatePem = await store?.read();
  if (store === undefined || certificatePem === undefined) return undefined;
  refuseUnusableCa(certificatePem, store.place, now);
  return certificatePem;
}

/** @throws {IamraError} IAMRA208, naming the rule and what mends it, for a CA that AWS would refuse */
export function refuseUnusableCa(certificatePem: string, place: string, now: Date): void {
  const [problem] = trustAnchorProblems(certificatePem, now);
  if (problem !== undefined) {
    const message = `AWS would refuse the CA certificate in ${place}: ${problem.message}`;
    throw new IamraError('IAMRA208', message, { fix: problem.fix });
  }
  const root = publicRootOf(certificatePem, rootCertificates);
  if (root === undefined) return;
  throw new IamraError(
    'IAMRA208',
    `AWS would refuse the CA certificate in ${place}: it is of a public CA (${root}), and a trust anchor takes private ones only.`,
    { fix: 'take a CA of your own, or let iamra make one with --ca new' },
  );
}
