import { IamraError } from '../errors/iamra-error.ts';
import { spiffeId } from '../identity/spiffe-id.ts';
import { type CertificateFacts, readCertificates } from '../pki/certificate-facts.ts';
import type { Check } from './check.ts';
import { type Finding, failure, warning } from './finding.ts';
import type { CertificateState, IdentityState } from './identity-facts.ts';
import { notInstalled } from './not-installed.ts';

// cert-manager issues within a second; a backlog or a restart of it takes longer.
const patienceMilliseconds = 60_000;
const renewalPatienceMilliseconds = 10 * 60_000;

/** Each opted-in ServiceAccount has a valid certificate with its own identity. */
export const certificates: Check<'installation' | 'identities'> = {
  name: 'certificates',
  category: 'identity',
  title: 'ServiceAccounts that ask for roles have their certificates',
  codes: ['IAMRA133', 'IAMRA134', 'IAMRA135', 'IAMRA151'],
  needs: ['installation', 'identities'],
  judge: ({ installation, identities }, now) =>
    installation === undefined
      ? notInstalled
      : {
          findings: [
            ...identities.flatMap((state) => judgeIdentity(state, installation.cluster, now)),
            ...unreadableSecrets(identities),
          ],
          detail:
            identities.length === 1 ? '1 ServiceAccount' : `${identities.length} ServiceAccounts`,
        },
};

/** @param cluster the name in identities; undefined where it isn't known, and the URI isn't looked at */
export function judgeIdentity(
  state: IdentityState,
  cluster: string | undefined,
  now: Date,
): Finding[] {
  const found = judgeCertificate(state, now);
  if (found !== undefined) return [found];
  const { namespace, serviceAccount, secretName, secret } = state;
  const subject = `Secret ${namespace}/${secretName}`;
  switch (secret.state) {
    case 'unreadable':
      return [];
    case 'missing':
      return [
        failure(
          'IAMRA135',
          `${subject}, which pods of ServiceAccount ${namespace}/${serviceAccount} mount, does not exist.`,
          describe(state),
        ),
      ];
    case 'found':
      return judgeSecret(state, secret.certificatePem, cluster, now);
  }
}

function judgeCertificate(state: IdentityState, now: Date): Finding | undefined {
  const { namespace, serviceAccount, certificate, isOwnCertificate } = state;
  if (isOwnCertificate) return undefined;
  if (certificate === undefined) {
    return failure(
      'IAMRA133',
      `ServiceAccount ${namespace}/${serviceAccount} has no Certificate; the identity controller should have made it.`,
      'kubectl logs --namespace iamra-system --selector app.kubernetes.io/component=controller',
    );
  }
  if (certificate.isReady) return judgeRenewal(state, certificate, now);
  const isNew = now.getTime() - certificate.createdAt.getTime() < patienceMilliseconds;
  const make = isNew ? warning : failure;
  const why = certificate.message === '' ? '' : `: ${certificate.message}`;
  const subject = `Certificate ${namespace}/${certificate.name}`;
  return make('IAMRA133', `${subject} is not ready${why}`, describe(state));
}

function judgeRenewal(
  state: IdentityState,
  { name, notAfter, renewalTime }: CertificateState,
  now: Date,
): Finding | undefined {
  const subject = `Certificate ${state.namespace}/${name}`;
  if (notAfter !== undefined && now > notAfter) {
    return failure('IAMRA134', `${subject} expired at ${notAfter.toISOString()}.`);
  }
  const late = now.getTime() - (renewalTime?.getTime() ?? Infinity);
  if (late < renewalPatienceMilliseconds) return undefined;
  const due = renewalTime?.toISOString() ?? '';
  const end = notAfter === undefined ? '' : ` and expires at ${notAfter.toISOString()}`;
  return warning('IAMRA134', `${subject} should have been renewed at ${due}${end}.`);
}

function judgeSecret(
  state: IdentityState,
  pem: string,
  cluster: string | undefined,
  now: Date,
): Finding[] {
  const { namespace, serviceAccount, secretName, isOwnCertificate } = state;
  const subject = `Secret ${namespace}/${secretName}`;
  const leaf = readLeaf(pem);
  if (leaf === undefined) {
    return [failure('IAMRA135', `${subject} holds no certificate in tls.crt.`, describe(state))];
  }
  if (now > leaf.notAfter) {
    const end = leaf.notAfter.toISOString();
    return [failure('IAMRA134', `The certificate in ${subject} expired at ${end}.`)];
  }
  if (isOwnCertificate || cluster === undefined) return [];
  const wanted = spiffeId(cluster, { namespace, name: serviceAccount });
  const uris = leaf.alternativeNames.uri;
  if (uris[0] === wanted) return [];
  const actual = uris[0] ?? 'no URI';
  const message = `The certificate in ${subject} has ${actual}, not ${wanted}.`;
  return [failure('IAMRA135', message, describe(state))];
}

function readLeaf(pem: string): CertificateFacts | undefined {
  try {
    return readCertificates(pem)[0];
  } catch (error) {
    if (IamraError.is(error)) return undefined;
    throw error;
  }
}

function unreadableSecrets(identities: readonly IdentityState[]): Finding[] {
  const unreadable = identities.filter(({ secret }) => secret.state === 'unreadable');
  if (unreadable.length === 0) return [];
  const namespaces = [...new Set(unreadable.map(({ namespace }) => namespace))].join(', ');
  const message = `Secrets of ${namespaces} cannot be read, so the certificates in them were not looked at.`;
  return [warning('IAMRA151', message)];
}

function describe({ namespace, certificate, secretName }: IdentityState): string {
  return `kubectl describe certificate --namespace ${namespace} ${certificate?.name ?? secretName}`;
}
