import { type Certificate, otherIdentity } from '../../core/annotate/certificate.ts';
import { annotatedPart, type Workload } from '../../core/annotate/workload.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { spiffeId } from '../../core/identity/spiffe-id.ts';
import { annotationKey } from '../../core/injection/annotation-keys.ts';
import { certificateSecretName } from '../../core/injection/certificate-secret-name.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import { certificateReference } from './certificate-reference.ts';
import { accountOf, type FoundTarget } from './found-target.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/**
 * The Certificate that the pods of a changed object wait for; undefined where they name their own Secret.
 * @throws {IamraError} IAMRA179 where it gives another identity than the role trusts
 */
export async function awaitedCertificate(
  found: FoundTarget,
  changed: Workload,
  { cluster }: IamraConfig,
): Promise<string | undefined> {
  const { kube, target } = found;
  const account = accountOf(found);
  const annotations = annotationsOf(annotatedPart(changed, target.type));
  if (annotations[annotationKey.certificate] !== undefined) return undefined;
  const name = certificateSecretName(account.name);
  const reference = certificateReference(name, account.namespace);
  const certificate = await unlessForbidden(() => kube.get<Certificate>(reference), undefined);
  if (certificate === undefined) return name;
  const expected = spiffeId(cluster, account);
  const identity = otherIdentity(certificate, expected);
  if (identity === undefined) return name;
  throw new IamraError(
    'IAMRA179',
    `The cluster of context ${kube.context} makes the identity ${identity}; the role trusts ${expected}.`,
  );
}
