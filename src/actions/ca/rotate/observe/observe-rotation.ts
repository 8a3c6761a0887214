import { IamraError } from '../../../../core/errors/iamra-error.ts';
import { readCertificate } from '../../../../core/pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../../../core/pki/distinguished-name.ts';
import { splitPem } from '../../../../core/pki/split-pem.ts';
import { generationOf } from '../../../../core/plan/ca-rotation/generation.ts';
import type {
  CaId,
  CaSlot,
  KnownCa,
  RotationObservation,
} from '../../../../core/plan/ca-rotation/rotation-observation.ts';
import type { RotationWorld } from '../rotation-world.ts';
import { type IdentityInSecret, observeIdentities } from './observe-identities.ts';

export interface ObservedRotation extends RotationObservation {
  readonly identities: readonly IdentityInSecret[] | undefined;
}

/**
 * Reads the trust anchor, the CAs that are kept, and what they have issued; writes nothing.
 * @param isTaken whether the agents were seen to use what was issued last
 */
export async function observeRotation(
  world: RotationWorld,
  isTaken: boolean,
): Promise<ObservedRotation> {
  const { store, workloads } = world;
  const cas = new Map<CaId, KnownCa>();
  const note = (certificatePem: string): CaId => {
    const { certificate, subject, notBefore, notAfter } = readCertificate(certificatePem);
    const id = certificate.fingerprint256;
    const name = formatDistinguishedName(subject);
    const madeAt = generationOf(subject) ?? notBefore;
    cas.set(id, { name, certificatePem, madeAt, isExpired: notAfter <= world.now() });
    return id;
  };
  const read = async (slot: CaSlot): Promise<CaId | undefined> => {
    const pem = await store?.read(slot);
    return pem === undefined ? undefined : note(pem);
  };
  const anchor = (await readAnchor(world)).map(note);
  const slots = {
    current: await read('current'),
    next: await read('next'),
    previous: await read('previous'),
  };
  const identities =
    workloads === undefined
      ? undefined
      : await observeIdentities(workloads.kube, workloads.issuer, cas);
  return { cas, anchor, slots, identities, isTaken };
}

async function readAnchor({ rolesAnywhere, trustAnchorId }: RotationWorld): Promise<string[]> {
  const trustAnchor = await rolesAnywhere.getTrustAnchor(trustAnchorId);
  if (trustAnchor !== undefined) return splitPem(trustAnchor.certificates);
  throw new IamraError('IAMRA220', `AWS has no trust anchor ${trustAnchorId} any more.`);
}
