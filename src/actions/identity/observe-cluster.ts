import {
  type CertificateStatus,
  readCertificateStatus,
} from '../../core/cert-manager/certificate-status.ts';
import { isLasting } from '../../core/checks/is-over.ts';
import { nameOwner } from '../../core/checks/name-owners.ts';
import { type OwnedPod, ownerOfPod } from '../../core/checks/owner-of-pod.ts';
import type {
  IdentityObservation,
  IdentityUser,
  KnownCertificate,
  KnownPod,
} from '../../core/identity/known-identities.ts';
import { isManaged } from '../../core/identity/plan-certificate.ts';
import { isOptedIn } from '../../core/identity/plan-opt-in-label.ts';
import { agentVariable } from '../../core/injection/agent/agent-variable.ts';
import { annotationKey, injectedLabel } from '../../core/injection/annotation-keys.ts';
import { roleOfAccount } from '../../core/injection/annotations/account-annotations.ts';
import { certificateSecretName } from '../../core/injection/certificate-secret-name.ts';
import { agentName, volumeName } from '../../core/injection/contract.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { type PodSpec, serviceAccountNameOf } from '../../core/injection/pod/pod.ts';
import type { Kube, KubeObject } from '../../kube/kube.ts';
import { readExcludedNamespaces } from '../doctor/gather/excluded-namespaces.ts';
import { usualIssuer } from '../installation/installed-deployments.ts';

interface Certificate extends KubeObject {
  readonly spec: {
    readonly secretName: string;
    readonly issuerRef: { readonly name: string; readonly kind?: string };
    readonly uris?: readonly string[];
  };
  readonly status?: CertificateStatus;
}

interface Pod extends KubeObject, Omit<OwnedPod, 'metadata'> {
  readonly metadata: KubeObject['metadata'] & OwnedPod['metadata'];
  readonly spec: Omit<PodSpec, 'volumes'> & {
    readonly volumes?: ReadonlyArray<{
      readonly name: string;
      readonly secret?: { readonly secretName?: string };
    }> | null;
  };
  readonly status?: {
    readonly phase?: string;
    readonly initContainerStatuses?: ReadonlyArray<{
      readonly name: string;
      readonly state?: { readonly running?: object };
    }>;
  };
}

/** What is looked at. */
export interface Scope {
  /** The ClusterIssuer of workloads; undefined where the installation, which names it, could not be read. */
  readonly issuer: string | undefined;
  /** Undefined: all of them. */
  readonly namespace: string | undefined;
  /** Undefined where the installation's could not be read. */
  readonly settings: InjectionSettings | undefined;
}

/** Certificates, ServiceAccounts and pods that have to do with identities; reads no Secret. */
export async function observeCluster(kube: Kube, scope: Scope): Promise<IdentityObservation> {
  const { namespace, issuer, settings } = scope;
  const place = namespace === undefined ? {} : { namespace };
  const [certificates, accounts, pods, excluded] = await Promise.all([
    kube.list<Certificate>({ apiVersion: 'cert-manager.io/v1', kind: 'Certificate', ...place }),
    kube.list({ apiVersion: 'v1', kind: 'ServiceAccount', ...place }),
    kube.list<Pod>({
      ...{ apiVersion: 'v1', kind: 'Pod', labelSelector: `${injectedLabel}=true` },
      ...place,
    }),
    readExcludedNamespaces(kube, settings),
  ]);
  const issuers = issuer === undefined ? issuersOfOurs(certificates) : new Set([issuer]);
  return {
    certificates: certificates
      .filter(
        ({ spec: { issuerRef } }) => isClusterIssuer(issuerRef) && issuers.has(issuerRef.name),
      )
      .map(knownCertificate),
    accounts: accounts
      .filter(({ metadata }) => !excluded.has(metadata.namespace ?? ''))
      .flatMap((account) => userOf(account, settings)),
    pods: pods.filter(isLasting).flatMap(knownPod),
  };
}

/** The ClusterIssuers of the Certificates that iamra keeps, and the chart's own. */
function issuersOfOurs(certificates: readonly Certificate[]): ReadonlySet<string> {
  const ours = certificates.filter(({ metadata }) => isManaged(metadata));
  return new Set([usualIssuer, ...ours.map(({ spec }) => spec.issuerRef.name)]);
}

function isClusterIssuer({ kind }: Certificate['spec']['issuerRef']): boolean {
  return kind === 'ClusterIssuer';
}

function knownCertificate({ metadata, spec, status }: Certificate): KnownCertificate {
  const { name = '', namespace = '' } = metadata;
  const { secretName, uris } = spec;
  return { namespace, name, secretName, uri: uris?.[0], ...readCertificateStatus(status) };
}

function userOf({ metadata }: KubeObject, settings: InjectionSettings | undefined): IdentityUser[] {
  const { name = '', namespace = '', annotations = {} } = metadata;
  const compatibility = settings?.compatibility;
  if (!isOptedIn(annotations, compatibility)) return [];
  return [
    {
      account: { namespace, name },
      secretName: annotations[annotationKey.certificate] ?? certificateSecretName(name),
      roleArn: roleOfAccount(annotations, compatibility),
      trustAnchorArn:
        annotations[annotationKey.trustAnchorArn] ?? settings?.defaults.trustAnchorArn,
    },
  ];
}

function knownPod(pod: Pod): KnownPod[] {
  const { metadata, spec } = pod;
  const { name = '', namespace = '' } = metadata;
  const volume = spec.volumes?.find((one) => one.name === volumeName.certificate);
  const secretName = volume?.secret?.secretName;
  if (secretName === undefined) return [];
  return [
    {
      account: { namespace, name: serviceAccountNameOf(pod) },
      secretName,
      roleArn: agentVariable(spec, 'IAMRA_ROLE_ARN'),
      trustAnchorArn: agentVariable(spec, 'IAMRA_TRUST_ANCHOR_ARN'),
      name,
      owner: nameOwner(ownerOfPod(pod)),
      isAgentRunning: isAgentRunning(pod),
    },
  ];
}

function isAgentRunning({ status }: Pod): boolean {
  const agent = status?.initContainerStatuses?.find(({ name }) => name === agentName);
  return agent?.state?.running !== undefined;
}
