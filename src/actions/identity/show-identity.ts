import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { KnownIdentity, KnownPod } from '../../core/identity/known-identities.ts';
import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../core/identity/service-account.ts';
import { nearest } from '../../core/nearest.ts';
import { type CertificateFacts, readCertificates } from '../../core/pki/certificate-facts.ts';
import { formatDistinguishedName } from '../../core/pki/distinguished-name.ts';
import type { Kube } from '../../kube/kube.ts';
import { readCertificateSecret } from '../doctor/gather/identities.ts';
import { mapConcurrently } from '../doctor/gather/map-concurrently.ts';
import type { IdentityInput } from './identity-input.ts';
import type {
  IdentityShowResult,
  IssuedResult,
  PodResult,
  ShownIdentity,
} from './identity-result.ts';
import {
  type LookedAt,
  listedIdentity,
  lookAtIdentities,
  subjectsOf,
} from './look-at-identities.ts';
import { shownSubjects } from './shown-subjects.ts';

// One has one Secret nearly always; pods that keep an earlier one make it two.
const atOnce = 2;

/**
 * All there is to know of a ServiceAccount's identity.
 * @throws {IamraError} IAMRA440 for a ServiceAccount that is not there, IAMRA441 for one without, 1xx
 */
export async function showIdentity(
  context: Context,
  input: IdentityInput,
  account: ServiceAccountName,
): Promise<IdentityShowResult> {
  const lookedAt = await lookAtIdentities(context, input, account.namespace);
  const { kube, cluster, seen } = lookedAt;
  const own = lookedAt.identities.filter((identity) => identity.account.name === account.name);
  if (own.length === 0) throw await noIdentity(kube, account);
  return {
    cluster,
    aws: seen.answer,
    identities: await mapConcurrently(own, atOnce, (identity) => shown(identity, lookedAt)),
  };
}

async function shown(identity: KnownIdentity, lookedAt: LookedAt): Promise<ShownIdentity> {
  const { leaf, warnings } = await readIssued(lookedAt.kube, identity);
  const listed = subjectsOf(identity, lookedAt);
  const seen = await shownSubjects(listed, lookedAt.seen.getSubject, leaf);
  return {
    ...listedIdentity(identity, lookedAt),
    issued: leaf === undefined ? null : issuedResult(leaf),
    subjects: seen.subjects,
    pods: identity.pods.map(podResult),
    warnings: [...warnings, ...seen.warnings],
  };
}

interface Issued {
  readonly leaf: CertificateFacts | undefined;
  readonly warnings: readonly string[];
}

async function readIssued(
  kube: Kube,
  { account, secretName, certificate }: KnownIdentity,
): Promise<Issued> {
  const place = `Secret ${account.namespace}/${secretName}`;
  const secret = await readCertificateSecret(kube, account.namespace, secretName);
  switch (secret.state) {
    case 'missing':
      return { leaf: undefined, warnings: [`There is no ${place} yet.`] };
    case 'unreadable':
      return { leaf: undefined, warnings: [`${place} is not shown: ${secret.reason}`] };
    case 'found':
      return judgeIssued(place, secret.certificatePem, certificate?.uri);
  }
}

function judgeIssued(place: string, pem: string, uri: string | undefined): Issued {
  try {
    const [leaf] = readCertificates(pem);
    if (leaf === undefined) return { leaf, warnings: [`${place} holds no certificate.`] };
    const { uri: uris } = leaf.alternativeNames;
    const isOther = uri !== undefined && !uris.includes(uri);
    const held = uris.length === 0 ? 'nobody, as it has no URI' : uris.join(', ');
    const warnings = isOther ? [`${place} holds the certificate of ${held}, not of ${uri}.`] : [];
    return { leaf, warnings };
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    return { leaf: undefined, warnings: [`${place} cannot be read: ${error.message}`] };
  }
}

function issuedResult(leaf: CertificateFacts): IssuedResult {
  return {
    subject: formatDistinguishedName(leaf.subject),
    issuer: formatDistinguishedName(leaf.issuer),
    uris: leaf.alternativeNames.uri,
    serialNumber: leaf.serialNumber,
    notBefore: leaf.notBefore.toISOString(),
    notAfter: leaf.notAfter.toISOString(),
  };
}

function podResult({ name, owner, roleArn, isAgentRunning }: KnownPod): PodResult {
  return { name, owner, roleArn: roleArn ?? null, agentRunning: isAgentRunning };
}

async function noIdentity(kube: Kube, account: ServiceAccountName): Promise<IamraError> {
  const { namespace, name } = account;
  const text = formatServiceAccountName(account);
  const accounts = await kube.list({ apiVersion: 'v1', kind: 'ServiceAccount', namespace });
  const names = accounts.flatMap(({ metadata }) => metadata.name ?? []);
  if (names.includes(name)) {
    return new IamraError(
      'IAMRA441',
      `ServiceAccount ${text} has no identity: neither it nor a pod of it asks for credentials.`,
      { fix: `iamra annotate serviceaccount/${name} --namespace ${namespace} --role NAME` },
    );
  }
  const meant = nearest(name, names);
  return new IamraError('IAMRA440', `There is no ServiceAccount ${text}.`, {
    fix:
      meant === undefined
        ? `iamra identity list --namespace ${namespace}`
        : `iamra identity show ${namespace}/${meant}`,
  });
}
