import type { Aws } from '../../aws/aws.ts';
import { parseArn } from '../../core/arn.ts';
import {
  certificateOf,
  isOfChart,
  workloadCaSecretName,
} from '../../core/cert-manager/workload-ca-secret.ts';
import { judgeCaSecret } from '../../core/checks/ca-secret.ts';
import { judgeTrustAnchor } from '../../core/checks/trust-anchors.ts';
import { judgeWorkloadCa } from '../../core/checks/workload-ca.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { WorkloadIssuerCa } from '../../core/plan/install/install-values.ts';
import { readCaKeyFile } from '../../files/ca-key-file.ts';
import type { Kube } from '../../kube/kube.ts';
import { refuseFailures } from '../preflight/preflight.ts';
import { findCaNamespace } from '../workload-ca/find-ca-namespace.ts';
import { getCaSecret, secretCaStore } from '../workload-ca/secret-ca-store.ts';
import type { InstallInput } from './install-input.ts';

/** Where the workload issuer has its CA from. */
export interface SettledCa {
  readonly issuer: WorkloadIssuerCa;
  /** A CA that still has to be stored in the cluster. */
  readonly newCa:
    | { readonly place: string; readonly file: string; store(): Promise<void> }
    | undefined;
}

interface Found {
  readonly place: string;
  readonly certificatePem: string;
  readonly settled: SettledCa;
}

/**
 * Finds the CA of the cluster and holds it against the trust anchor.
 * @throws {IamraError} IAMRA116 where there is none, IAMRA220 to 224 where AWS would not trust it
 */
export async function settleCa(
  { kube, aws, now }: { readonly kube: Kube; readonly aws: Aws; readonly now: Date },
  input: InstallInput,
  trustAnchorArn: string,
): Promise<SettledCa> {
  const namespace = input.caNamespace ?? (await findCaNamespace(kube));
  const found =
    (await caInCluster(kube, namespace, now)) ?? (await caInFile(kube, namespace, input.caKeyFile));
  const id = parseArn(trustAnchorArn)?.resource.split('/').at(-1) ?? '';
  const anchor = await aws.rolesAnywhere.getTrustAnchor(id);
  refuseFailures(judgeTrustAnchor(trustAnchorArn, anchor, now));
  const secret = { state: 'found', certificatePem: found.certificatePem } as const;
  const verdict = judgeWorkloadCa(
    { secretName: found.place, secret, trustAnchorArn },
    anchor === undefined ? [] : [anchor],
    now,
  );
  if ('findings' in verdict) refuseFailures(verdict.findings);
  return found.settled;
}

async function caInCluster(kube: Kube, namespace: string, now: Date): Promise<Found | undefined> {
  const secret = await getCaSecret(kube, namespace);
  if (secret === undefined) return undefined;
  const place = `${namespace}/${workloadCaSecretName}`;
  refuseFailures(judgeCaSecret({ name: place, data: secret.data ?? {} }, now));
  const ca = isOfChart(secret) ? 'selfSigned' : 'existingSecret';
  return {
    place,
    certificatePem: certificateOf(secret) ?? '',
    settled: { issuer: { ca, caSecretNamespace: namespace }, newCa: undefined },
  };
}

async function caInFile(kube: Kube, namespace: string, file: string | undefined): Promise<Found> {
  const ca = file === undefined ? undefined : await readCaKeyFile(file);
  if (ca === undefined || file === undefined) throw noCa(kube, namespace, file);
  const { place, write } = secretCaStore(kube, namespace);
  const store = (): Promise<void> => write(ca);
  return {
    place: file,
    certificatePem: ca.certificatePem,
    settled: {
      issuer: { ca: 'existingSecret', caSecretNamespace: namespace },
      newCa: { place, file, store },
    },
  };
}

function noCa(kube: Kube, namespace: string, file: string | undefined): IamraError {
  const secret = `Secret ${namespace}/${workloadCaSecretName} of context ${kube.context}`;
  const also = file === undefined ? '' : `, nor a file ${file}`;
  return new IamraError(
    'IAMRA116',
    `There is no ${secret}${also}: nothing could sign certificates.`,
    {
      fix: 'give the file that iamra init wrote with --ca-key-file FILE, or restore the Secret from a backup',
    },
  );
}
