import type { Context } from '../../context.ts';
import type { PresentedCertificate } from '../../core/access/access-request.ts';
import { workloadNames } from '../../core/access/workload-names.ts';
import type { TrustAnchor } from '../../core/anywhere/trust-anchor.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { ServiceAccountName } from '../../core/identity/service-account.ts';
import { certificateSecretName } from '../../core/injection/certificate-secret-name.ts';
import { isSelfIssued } from '../../core/pki/build-path.ts';
import { readCertificates } from '../../core/pki/certificate-facts.ts';
import { readText } from '../../files/read-text.ts';
import type { Kube } from '../../kube/kube.ts';
import { readCertificateSecret } from '../doctor/gather/identities.ts';
import { clusterAtHand } from '../role/cluster-at-hand.ts';
import type { AccessInput } from './access-input.ts';

/** A certificate and where it is from. */
export interface FoundCertificate {
  readonly certificate: PresentedCertificate;
  readonly source: 'cluster' | 'file' | 'expected';
  readonly from: string;
}

interface Wanted {
  readonly account: ServiceAccountName;
  readonly cluster: string;
  readonly anchor: TrustAnchor | undefined;
}

/**
 * The certificate of a ServiceAccount: from the file that was named, from the cluster, or as iamra would issue it.
 * @throws {IamraError} IAMRA402 for a file that holds none, 1xx where the cluster does not answer
 */
export async function findCertificate(
  context: Context,
  input: AccessInput,
  wanted: Wanted,
): Promise<FoundCertificate> {
  const { certificateFile } = input;
  if (certificateFile !== undefined) {
    const pem = await readText(certificateFile);
    if (pem === undefined) throw new IamraError('IAMRA904', `There is no ${certificateFile}.`);
    return { certificate: issued(pem, certificateFile), source: 'file', from: certificateFile };
  }
  const kube = await clusterAtHand(context, input, wanted.cluster);
  if (kube === undefined) return expected(wanted, 'no cluster is at hand');
  return fromCluster(kube, wanted);
}

async function fromCluster(kube: Kube, wanted: Wanted): Promise<FoundCertificate> {
  const { namespace, name } = wanted.account;
  const secretName = certificateSecretName(name);
  const place = `Secret ${namespace}/${secretName}`;
  const secret = await readCertificateSecret(kube, namespace, secretName);
  switch (secret.state) {
    case 'found':
      return { certificate: issued(secret.certificatePem, place), source: 'cluster', from: place };
    case 'missing':
      return expected(wanted, `there is no ${place} yet`);
    case 'unreadable':
      return expected(wanted, `you may not read ${place}`);
  }
}

function issued(pem: string, place: string): PresentedCertificate {
  const [leaf, ...others] = readCertificates(pem);
  // Agents send no roots.
  const chain = others.filter((certificate) => !isSelfIssued(certificate));
  if (leaf !== undefined) return { kind: 'issued', leaf, chain };
  throw new IamraError('IAMRA402', `${place} holds no certificate.`, {
    fix: 'give a PEM file with the leaf first, then its intermediates',
  });
}

function expected({ cluster, account, anchor }: Wanted, reason: string): FoundCertificate {
  const [ca] = readCertificates(anchor?.certificates ?? '');
  const names = workloadNames(cluster, account, ca?.subject ?? []);
  return { certificate: { kind: 'expected', names }, source: 'expected', from: reason };
}
