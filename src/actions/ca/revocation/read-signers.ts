import type { IssuedCertificate } from '../../../core/pki/issue-certificate.ts';
import type { Signers } from '../../../core/plan/revocation/sign-lists.ts';
import type { Kube } from '../../../kube/kube.ts';
import { fileRotationStore } from '../../workload-ca/file-rotation-store.ts';
import { findCaNamespace } from '../../workload-ca/find-ca-namespace.ts';
import { findWorkloadIssuer } from '../../workload-ca/find-workload-issuer.ts';
import type { RotationStore } from '../../workload-ca/rotation-store.ts';
import { secretRotationStore } from '../../workload-ca/secret-rotation-store.ts';
import type { KeyPlace } from './key-place.ts';

const slots = ['current', 'previous', 'next'] as const;

/** Every CA whose key is kept; during a rotation there are two. */
export async function readSigners(place: KeyPlace, kube: Kube | undefined): Promise<Signers> {
  const store = await findStore(place, kube);
  if (store === undefined) return { place: 'a file that is named or a cluster at hand', cas: [] };
  const cas: IssuedCertificate[] = [];
  for (const slot of slots) {
    const ca = await store.readWithKey(slot);
    if (ca !== undefined) cas.push(ca);
  }
  return { place: store.placeOf('current'), cas };
}

async function findStore(
  { caKeyFile, caNamespace }: KeyPlace,
  kube: Kube | undefined,
): Promise<RotationStore | undefined> {
  if (caKeyFile !== undefined) return fileRotationStore(caKeyFile);
  if (kube === undefined) return undefined;
  const { secretName } = await findWorkloadIssuer(kube);
  return secretRotationStore(kube, caNamespace ?? (await findCaNamespace(kube)), secretName);
}
