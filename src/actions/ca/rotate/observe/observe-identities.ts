import { IamraError } from '../../../../core/errors/iamra-error.ts';
import { volumeName } from '../../../../core/injection/contract.ts';
import { hasIssued } from '../../../../core/pki/build-path.ts';
import {
  type CertificateFacts,
  readCertificate,
  readCertificates,
} from '../../../../core/pki/certificate-facts.ts';
import type {
  CaId,
  KnownCa,
  ObservedIdentity,
} from '../../../../core/plan/ca-rotation/rotation-observation.ts';
import type { Kube, KubeObject } from '../../../../kube/kube.ts';
import { mapConcurrently } from '../../../doctor/gather/map-concurrently.ts';
import type { CertificateName } from '../../../workload-ca/renew-certificate.ts';
import { listInjectedPods } from './injected-pods.ts';

/** A certificate that pods ask AWS with, in its Secret. */
export interface IdentityInSecret extends ObservedIdentity {
  readonly namespace: string;
  readonly secretName: string;
  /** What cert-manager keeps it by; absent for one from elsewhere. */
  readonly certificate: CertificateName | undefined;
  readonly leaf: CertificateFacts;
}

interface Certificate extends KubeObject {
  readonly spec: {
    readonly secretName: string;
    readonly issuerRef: { readonly name: string; readonly kind?: string };
  };
}

interface Secret extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

interface Place {
  readonly namespace: string;
  readonly secretName: string;
  readonly certificate: CertificateName | undefined;
}

const atOnce = 16;

/** What the workload issuer has issued, and what injected pods mount besides. */
export async function observeIdentities(
  kube: Kube,
  issuer: string,
  cas: ReadonlyMap<CaId, KnownCa>,
): Promise<IdentityInSecret[]> {
  const places = new Map<string, Place>();
  for (const place of [...(await issuedPlaces(kube, issuer)), ...(await mountedPlaces(kube))]) {
    const key = `${place.namespace}/${place.secretName}`;
    if (!places.has(key)) places.set(key, place);
  }
  const found = await mapConcurrently([...places.values()], atOnce, (place) =>
    observeIdentity(kube, place, cas),
  );
  return found.filter((identity) => identity !== undefined);
}

/** The certificate of one place as it is now; undefined where none was issued. */
export async function observeIdentity(
  kube: Kube,
  { namespace, secretName, certificate }: Place,
  cas: ReadonlyMap<CaId, KnownCa>,
): Promise<IdentityInSecret | undefined> {
  const reference = { apiVersion: 'v1', kind: 'Secret', name: secretName, namespace };
  const secret = await kube.get<Secret>(reference);
  const leaf = leafOf(secret);
  if (leaf === undefined) return undefined;
  const name =
    certificate === undefined
      ? `Secret ${namespace}/${secretName}`
      : `Certificate ${namespace}/${certificate.name}`;
  const issuedBy = issuerOf(leaf, cas);
  const isRenewable = certificate !== undefined;
  return { name, isRenewable, issuedBy, namespace, secretName, certificate, leaf };
}

async function issuedPlaces(kube: Kube, issuer: string): Promise<Place[]> {
  const query = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };
  const certificates = await kube.list<Certificate>(query);
  return certificates
    .filter(
      ({ spec: { issuerRef } }) => issuerRef.kind === 'ClusterIssuer' && issuerRef.name === issuer,
    )
    .map(({ metadata: { name = '', namespace = '' }, spec: { secretName } }) => ({
      namespace,
      secretName,
      certificate: { namespace, name },
    }));
}

async function mountedPlaces(kube: Kube): Promise<Place[]> {
  const pods = await listInjectedPods(kube);
  return pods.flatMap(({ metadata: { namespace = '' }, spec }) => {
    const volume = spec.volumes?.find(({ name }) => name === volumeName.certificate);
    const secretName = volume?.secret?.secretName;
    return secretName === undefined ? [] : [{ namespace, secretName, certificate: undefined }];
  });
}

function leafOf(secret: Secret | undefined): CertificateFacts | undefined {
  const pem = Buffer.from(secret?.data?.['tls.crt'] ?? '', 'base64').toString();
  try {
    return readCertificates(pem)[0];
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}

function issuerOf(leaf: CertificateFacts, cas: ReadonlyMap<CaId, KnownCa>): CaId | undefined {
  for (const [id, { certificatePem }] of cas) {
    if (hasIssued(readCertificate(certificatePem), leaf)) return id;
  }
  return undefined;
}
