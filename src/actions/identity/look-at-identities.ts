import type { Context } from '../../context.ts';
import type { Subject } from '../../core/anywhere/subject.ts';
import { isAskedAbout } from '../../core/identity/is-asked-about.ts';
import { type KnownIdentity, knownIdentities } from '../../core/identity/known-identities.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { parseSpiffeId } from '../../core/identity/spiffe-id.ts';
import { SubjectIndex } from '../../core/plan/role/seen-subjects.ts';
import type { Kube } from '../../kube/kube.ts';
import { readInstallation } from '../annotate/read-installation.ts';
import { unlessForbidden } from '../annotate/unless-forbidden.ts';
import {
  type InstalledDeployment,
  installedCluster,
  installedDeployments,
  installedIssuer,
} from '../installation/installed-deployments.ts';
import { askAws, type SeenByAws } from './ask-aws.ts';
import type { IdentityInput } from './identity-input.ts';
import type { CertificateResult, ListedIdentity } from './identity-result.ts';
import { observeCluster } from './observe-cluster.ts';

/** Identities, and what AWS says about them. */
export interface LookedAt {
  readonly kube: Kube;
  /** The cluster's name; null where nothing says it. */
  readonly cluster: string | null;
  readonly identities: readonly KnownIdentity[];
  /** That of the installation, where it can be read. */
  readonly trustAnchorArn: string | undefined;
  readonly seen: SeenByAws;
  /** Of those that AWS has seen. */
  readonly subjects: SubjectIndex;
}

/**
 * Reads what the cluster has of identities, in one namespace or in all, and asks AWS whom it has seen.
 * @throws {IamraError} IAMRA178 where iamra is not installed, 1xx where the cluster does not answer
 */
export async function lookAtIdentities(
  context: Context,
  input: IdentityInput,
  namespace: string | undefined,
): Promise<LookedAt> {
  const kube = await context.kube({ kubeconfig: input.kubeconfig, context: input.context });
  const settings = await readInstallation(kube, '');
  // Whoever administers one namespace may not look at the installation.
  const deployments = await unlessForbidden(
    () => kube.list<InstalledDeployment>(installedDeployments),
    undefined,
  );
  const installed = deployments && installedCluster(deployments);
  const issuer = deployments && installedIssuer(deployments);
  const trustAnchorArn = settings?.defaults.trustAnchorArn;
  const [observation, seen] = await Promise.all([
    observeCluster(kube, { namespace, issuer, settings }),
    askAws(context, input, { cluster: installed, trustAnchorArn }),
  ]);
  const identities = knownIdentities(observation);
  return {
    kube,
    cluster: installed ?? clusterOf(identities),
    identities,
    trustAnchorArn,
    seen,
    subjects: new SubjectIndex(seen.subjects),
  };
}

/** The name that the cluster has in its certificates. */
function clusterOf(identities: readonly KnownIdentity[]): string | null {
  const uris = identities.flatMap(({ certificate }) => certificate?.uri ?? []);
  return uris.map((uri) => parseSpiffeId(uri)?.cluster).find((name) => name !== undefined) ?? null;
}

/** Those subjects of AWS that asked with a certificate of this identity. */
export function subjectsOf(
  { account, certificate }: KnownIdentity,
  { cluster, subjects }: Pick<LookedAt, 'cluster' | 'subjects'>,
): Subject[] {
  const shown = parseSpiffeId(certificate?.uri ?? '') ?? { cluster, account };
  const name = shown.cluster;
  if (name === null) return [];
  return subjects.find(name, shown.account);
}

/** One identity as the results have it. */
export function listedIdentity(identity: KnownIdentity, lookedAt: LookedAt): ListedIdentity {
  const { account, secretName, certificate, roles, pods } = identity;
  const moments = subjectsOf(identity, lookedAt).flatMap(
    ({ lastSeenAt }) => lastSeenAt?.toISOString() ?? [],
  );
  return {
    serviceAccount: formatServiceAccountName(account),
    identity: certificate?.uri ?? null,
    secret: secretName,
    certificate: certificate === undefined ? null : certificateResult(certificate),
    roles,
    pods: pods.map(({ name }) => name),
    asked: isAsked(identity, lookedAt),
    lastSeenAt: moments.sort().at(-1) ?? null,
  };
}

function isAsked(identity: KnownIdentity, { trustAnchorArn, seen }: LookedAt): boolean {
  const usual = trustAnchorArn === undefined ? [] : [trustAnchorArn];
  const own = identity.trustAnchorArns;
  return seen.place !== undefined && isAskedAbout(own.length === 0 ? usual : own, seen.place);
}

function certificateResult({
  name,
  isReady,
  message,
  notBefore,
  notAfter,
  renewalTime,
}: NonNullable<KnownIdentity['certificate']>): CertificateResult {
  return {
    name,
    ready: isReady,
    message,
    notBefore: notBefore?.toISOString() ?? null,
    notAfter: notAfter?.toISOString() ?? null,
    renewalTime: renewalTime?.toISOString() ?? null,
  };
}
