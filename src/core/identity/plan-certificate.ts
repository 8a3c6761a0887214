import { covers } from '../injection/covers.ts';
import type { InjectionNotice } from '../injection/injection-decision.ts';
import { notice } from '../injection/notice.ts';
import {
  type CertificateObject,
  certificateObject,
  type Issuance,
  managedByLabel,
  managedByValue,
} from './certificate-object.ts';
import { formatServiceAccountName, type ServiceAccountName } from './service-account.ts';
import { maximumIdentityLength, spiffeId } from './spiffe-id.ts';

/** A Certificate as the cluster has it. */
export interface ExistingCertificate {
  readonly metadata: ExistingMetadata;
  readonly spec?: unknown;
}

/** The metadata of a Secret or a Certificate. */
export interface ExistingMetadata {
  readonly name: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One Certificate's name: who needs it, and what the cluster has under that name. */
export interface CertificateSituation {
  /** The ServiceAccount that it is for; undefined where nobody needs it. */
  readonly account: ServiceAccountName | undefined;
  readonly certificate: ExistingCertificate | undefined;
  /** Needs to be known where there is no Certificate, or nobody needs it. */
  readonly secret: ExistingMetadata | undefined;
  /** How much longer an unneeded Certificate is kept; 0: no longer. */
  readonly graceMilliseconds: number;
}

/** What becomes of one Certificate. */
export type CertificatePlan =
  | { readonly kind: 'keep' }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | {
      readonly kind: 'apply';
      readonly certificate: CertificateObject;
      /** The one that is there is ours: what others changed in it is put right. */
      readonly isOurs: boolean;
    }
  | {
      readonly kind: 'delete';
      readonly certificate: ExistingMetadata | undefined;
      readonly secret: ExistingMetadata | undefined;
    }
  | { readonly kind: 'refuse'; readonly problem: InjectionNotice };

const certificateNameAnnotation = 'cert-manager.io/certificate-name';
const issuerNameAnnotation = 'cert-manager.io/issuer-name';

/** Decides what to do about the Certificate of one ServiceAccount. */
export function planCertificate(
  situation: CertificateSituation,
  issuance: Issuance,
): CertificatePlan {
  const { account, certificate } = situation;
  if (certificate?.metadata.deletionTimestamp !== undefined) return { kind: 'keep' };
  return account === undefined
    ? planUnneeded(situation, issuance)
    : planNeeded(account, situation, issuance);
}

function planNeeded(
  account: ServiceAccountName,
  { certificate, secret }: CertificateSituation,
  issuance: Issuance,
): CertificatePlan {
  const wanted = certificateObject(account, issuance);
  const problem =
    tooLong(account, issuance) ??
    foreignCertificate(account, certificate) ??
    foreignSecret(account, wanted, certificate, secret);
  if (problem !== undefined) return { kind: 'refuse', problem };
  if (certificate !== undefined && isAsWanted(certificate, wanted)) return { kind: 'keep' };
  return { kind: 'apply', certificate: wanted, isOurs: certificate !== undefined };
}

function planUnneeded(
  { certificate, secret, graceMilliseconds }: CertificateSituation,
  { issuer }: Issuance,
): CertificatePlan {
  const ours =
    certificate !== undefined && isManaged(certificate.metadata) ? certificate.metadata : undefined;
  // With somebody else's Certificate of this name, the Secret is that one's.
  const isFree = certificate === undefined || ours !== undefined;
  const leftover = isFree && secret !== undefined && isIssued(secret, issuer) ? secret : undefined;
  if (ours === undefined && leftover === undefined) return { kind: 'keep' };
  if (graceMilliseconds > 0) return { kind: 'wait', milliseconds: graceMilliseconds };
  return { kind: 'delete', certificate: ours, secret: leftover };
}

function isAsWanted({ metadata, spec }: ExistingCertificate, wanted: CertificateObject): boolean {
  return covers(metadata.labels ?? {}, wanted.metadata.labels) && covers(spec, wanted.spec);
}

/** Whether iamra keeps the object. */
export function isManaged({ labels }: Pick<ExistingMetadata, 'labels'>): boolean {
  return labels?.[managedByLabel] === managedByValue;
}

/** Whether cert-manager filled the Secret for a Certificate of its name, signed by our issuer. */
function isIssued({ name, annotations = {} }: ExistingMetadata, issuer: string): boolean {
  return (
    annotations[certificateNameAnnotation] === name && annotations[issuerNameAnnotation] === issuer
  );
}

function tooLong(account: ServiceAccountName, { cluster }: Issuance): InjectionNotice | undefined {
  const identity = spiffeId(cluster, account);
  if (identity.length <= maximumIdentityLength) return undefined;
  return notice(
    'IAMRA123',
    `the identity of ServiceAccount ${formatServiceAccountName(account)} would have ${identity.length} characters; AWS keeps ${maximumIdentityLength}`,
  );
}

function foreignCertificate(
  { namespace }: ServiceAccountName,
  certificate: ExistingCertificate | undefined,
): InjectionNotice | undefined {
  if (certificate === undefined || isManaged(certificate.metadata)) return undefined;
  const { name } = certificate.metadata;
  return notice(
    'IAMRA122',
    `Certificate ${namespace}/${name} is not from iamra, which needs one of this name`,
    `rename it, or: kubectl --namespace ${namespace} delete certificate ${name}`,
  );
}

// Once our Certificate is there, cert-manager owns what is in the Secret.
function foreignSecret(
  { namespace }: ServiceAccountName,
  { metadata: { name } }: CertificateObject,
  certificate: ExistingCertificate | undefined,
  secret: ExistingMetadata | undefined,
): InjectionNotice | undefined {
  if (certificate !== undefined || secret === undefined) return undefined;
  if (secret.annotations?.[certificateNameAnnotation] === name) return undefined;
  return notice(
    'IAMRA121',
    `Secret ${namespace}/${name} was not made for a Certificate; iamra does not overwrite it`,
    `rename it, or: kubectl --namespace ${namespace} delete secret ${name}`,
  );
}
