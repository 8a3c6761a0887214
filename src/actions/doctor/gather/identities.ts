import {
  type CertificateStatus,
  readCertificateStatus,
} from '../../../core/cert-manager/certificate-status.ts';
import type { Installation } from '../../../core/checks/doctor-facts.ts';
import type {
  CertificateState,
  IdentityCertificate,
  IdentityState,
  SecretState,
} from '../../../core/checks/identity-facts.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import { otherNameFields } from '../../../core/identity/other-name-fields.ts';
import { certificateSecretName } from '../../../core/injection/certificate-secret-name.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { DoctorWorld } from '../doctor-world.ts';
import { type ClusterObject, readAll, readOne } from './cluster-reader.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { placeOf } from './pods.ts';

const atOnce = 16;

interface Certificate extends ClusterObject {
  readonly spec: {
    readonly secretName: string;
    readonly issuerRef: { readonly name: string; readonly kind?: string };
    readonly uris?: readonly string[];
    readonly isCA?: boolean;
    readonly [field: string]: unknown;
  };
  readonly status?: CertificateStatus;
}

interface Secret extends ClusterObject {
  readonly data?: Readonly<Record<string, string>>;
}

interface WantedIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly secretName: string;
}

/** The certificates of the ServiceAccounts that opted-in pods run with. */
export async function gatherIdentities(world: DoctorWorld): Promise<IdentityState[]> {
  const kube = await world.kube();
  const pods = await world.read('pods');
  const wanted = new Map<string, WantedIdentity>();
  for (const { namespace, serviceAccount, request } of pods) {
    if (request === undefined) continue;
    const secretName = request.certificate;
    const identity = { namespace, serviceAccount, secretName };
    wanted.set(`${namespace}/${serviceAccount}/${secretName}`, identity);
  }
  const certificates = await readCertificates(world, kube);
  return mapConcurrently([...wanted.values()], atOnce, async (identity) => {
    const certificate = certificates.find(
      ({ metadata, spec }) =>
        metadata.namespace === identity.namespace && spec.secretName === identity.secretName,
    );
    const isUsual = identity.secretName === certificateSecretName(identity.serviceAccount);
    return {
      ...identity,
      isOwnCertificate: certificate === undefined && !isUsual,
      certificate: certificate === undefined ? undefined : stateOf(certificate),
      secret: await readCertificateSecret(kube, identity.namespace, identity.secretName),
    };
  });
}

/** All that asks the workload issuer for an identity. */
export async function gatherIdentityCertificates(
  world: DoctorWorld,
): Promise<IdentityCertificate[]> {
  const installation = await world.read('installation');
  if (installation === undefined) return [];
  const certificates = await readCertificates(world, await world.kube());
  return certificates
    .filter(({ spec }) => isOfWorkloadIssuer(spec.issuerRef, installation))
    .map(({ metadata, spec }) => ({
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      uris: spec.uris ?? [],
      isCa: spec.isCA === true,
      otherNames: otherNameFields.filter((field) => isSet(spec[field])),
    }));
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

function isOfWorkloadIssuer(
  { name, kind = 'Issuer' }: Certificate['spec']['issuerRef'],
  { workloadIssuer }: Installation,
): boolean {
  return kind === 'ClusterIssuer' && name === workloadIssuer;
}

function readCertificates(world: DoctorWorld, kube: Kube): Promise<Certificate[]> {
  return readAll<Certificate>(kube, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    ...placeOf(world),
  });
}

function stateOf({ metadata, status }: Certificate): CertificateState {
  const { isReady, message, notAfter, renewalTime } = readCertificateStatus(status);
  const createdAt = new Date(metadata.creationTimestamp ?? 0);
  return { name: metadata.name, createdAt, isReady, message, notAfter, renewalTime };
}

/** The certificate in a Secret; the key in it is not looked at. */
export async function readCertificateSecret(
  kube: Kube,
  namespace: string,
  name: string,
): Promise<SecretState> {
  try {
    const secret = await readOne<Secret>(kube, {
      apiVersion: 'v1',
      kind: 'Secret',
      name,
      namespace,
    });
    if (secret === undefined) return { state: 'missing' };
    const certificatePem = Buffer.from(secret.data?.['tls.crt'] ?? '', 'base64').toString();
    return { state: 'found', certificatePem };
  } catch (error) {
    if (!IamraError.is(error) || error.code !== 'IAMRA151') throw error;
    return { state: 'unreadable', reason: error.message };
  }
}
