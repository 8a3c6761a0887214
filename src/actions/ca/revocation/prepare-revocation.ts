import type { Context } from '../../../context.ts';
import type { TrustAnchor } from '../../../core/anywhere/trust-anchor.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../../core/identity/service-account.ts';
import type { RevocationReason } from '../../../core/pki/revocation-reason.ts';
import {
  chooseCertificates,
  lastRevocationOf,
} from '../../../core/plan/revocation/choose-certificates.ts';
import type { KnownCertificate } from '../../../core/plan/revocation/known-certificate.ts';
import { planRevocation } from '../../../core/plan/revocation/plan-revocation.ts';
import {
  mergeCertificates,
  recogniseCertificate,
} from '../../../core/plan/revocation/recognise-certificate.ts';
import type { RevocationAuthority } from '../../../core/plan/revocation/revocation-authority.ts';
import type {
  CertificateToReplace,
  RevocationPlan,
  UnsignedList,
} from '../../../core/plan/revocation/revocation-step.ts';
import {
  listsOf,
  refuseUnfitAuthorities,
  signLists,
} from '../../../core/plan/revocation/sign-lists.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import { askCluster } from './ask-cluster.ts';
import { findInAws } from './find-in-aws.ts';
import { findInCluster } from './find-in-cluster.ts';
import type { KeyPlace } from './key-place.ts';
import { findTrustAnchor, observeLists } from './observe-lists.ts';
import { readSigners } from './read-signers.ts';

/** What is to be revoked. */
export interface RevocationInput {
  /** As in `CertificateFacts`. */
  readonly serialNumbers: readonly string[];
  readonly serviceAccounts: readonly ServiceAccountName[];
  readonly reason: RevocationReason;
  /** Also what was issued just after the last revocation. */
  readonly again: boolean;
  /** Has the cluster issue new certificates for the ServiceAccounts. */
  readonly reissue: boolean;
  readonly keys: KeyPlace;
}

/** All that is known before the first write. */
export interface PreparedRevocation {
  readonly trustAnchor: TrustAnchor;
  readonly kube: Kube | undefined;
  /** PEM of each list that the plan writes. */
  readonly signed: ReadonlyMap<UnsignedList, string>;
  readonly plan: RevocationPlan;
  readonly certificates: readonly KnownCertificate[];
  /** What replaced revoked certificates just now, and is left alone. */
  readonly replacements: readonly KnownCertificate[];
  /** When the last of them was revoked that already is. */
  readonly lastRevocation: Date | undefined;
}

interface Found {
  readonly certificates: readonly KnownCertificate[];
  readonly holders: readonly CertificateToReplace[];
}

/**
 * Finds the certificates, reads the lists and plans; writes nothing anywhere.
 * @throws {IamraError} IAMRA220, IAMRA222, IAMRA266, and what planning and signing throw
 */
export async function prepareRevocation(
  context: Context,
  { config, aws }: AwsSide,
  input: RevocationInput,
): Promise<PreparedRevocation> {
  const now = context.now();
  const { cluster } = config;
  const needsCluster = input.serviceAccounts.length > 0 || input.keys.caKeyFile === undefined;
  const kube = needsCluster ? await askCluster(context, input.keys, cluster) : undefined;
  const trustAnchor = await findTrustAnchor(aws.rolesAnywhere, config);
  const anchor = await observeLists(aws.rolesAnywhere, trustAnchor, cluster);
  const found: Found[] = [bySerialNumber(input, anchor.authorities)];
  for (const account of input.serviceAccounts) {
    const recognition = { cluster, account, authorities: anchor.authorities, now };
    found.push(await findFor(recognition, aws.rolesAnywhere, kube));
  }
  const known = mergeCertificates(found.flatMap(({ certificates }) => certificates));
  const { revoke, replacements } = input.again
    ? { revoke: known, replacements: [] }
    : chooseCertificates(known, anchor.authorities, now);
  const serialNumbers = new Set(revoke.map(({ serialNumber }) => serialNumber));
  const holders = found.flatMap((one) => one.holders);
  const plan = planRevocation({
    cluster,
    anchor,
    certificates: revoke,
    replace: input.reissue ? holders.filter((one) => serialNumbers.has(one.serialNumber)) : [],
    reason: input.reason,
    now,
  });
  refuseUnfitAuthorities(plan.steps);
  const signed =
    listsOf(plan.steps).length === 0
      ? new Map<UnsignedList, string>()
      : await signLists(plan.steps, await readSigners(input.keys, kube), now);
  const lastRevocation = lastRevocationOf(revoke, anchor.authorities);
  return { trustAnchor, kube, signed, plan, certificates: revoke, replacements, lastRevocation };
}

type Recognition = Parameters<typeof findInAws>[1];

async function findFor(
  recognition: Recognition,
  rolesAnywhere: Parameters<typeof findInAws>[0],
  kube: Kube | undefined,
): Promise<Found> {
  const { cluster, account } = recognition;
  const inCluster = kube === undefined ? undefined : await findInCluster(kube, cluster, account);
  const certificates = [
    ...(inCluster?.found ?? [])
      .map(({ facts, place }) => recogniseCertificate(facts, place, recognition))
      .filter((certificate) => certificate !== undefined),
    ...(await findInAws(rolesAnywhere, recognition)),
  ];
  if (certificates.length > 0) return { certificates, holders: inCluster?.holders ?? [] };
  const where = kube === undefined ? 'AWS' : `AWS and the cluster of context ${kube.context}`;
  const why = kube === undefined ? ' No cluster was asked.' : '';
  throw new IamraError(
    'IAMRA266',
    `${where} ${kube === undefined ? 'knows' : 'know'} no certificate of ServiceAccount ${formatServiceAccountName(account)} that is still valid and was issued by a CA of the trust anchor.${why}`,
  );
}

/** @throws {IamraError} IAMRA901 for a CA's own serial number: its list can't revoke it */
function bySerialNumber(
  { serialNumbers }: RevocationInput,
  authorities: readonly RevocationAuthority[],
): Found {
  const own = authorities.find(({ ca }) => serialNumbers.includes(ca.serialNumber));
  if (own !== undefined) {
    throw new IamraError('IAMRA901', `That is the serial number of CA ${own.name} itself.`, {
      fix: 'take a CA out of the trust anchor with iamra ca rotate',
    });
  }
  const unknown = { issuer: undefined, serviceAccount: undefined, seenIn: [] };
  const dates = { notBefore: undefined, notAfter: undefined };
  const certificates = serialNumbers.map((serialNumber) => ({
    serialNumber,
    ...unknown,
    ...dates,
  }));
  return { certificates, holders: [] };
}
