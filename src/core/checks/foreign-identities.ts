import type { Check } from './check.ts';
import { type Finding, failure } from './finding.ts';
import type { IdentityCertificate } from './identity-facts.ts';
import { notInstalled } from './not-installed.ts';

/** The identity policies are not retroactive: what was made before them goes on renewing. */
export const foreignIdentities: Check<'installation' | 'identityCertificates'> = {
  name: 'foreign-identities',
  category: 'identity',
  title: 'Each Certificate of the workload issuer has an identity of its own namespace',
  codes: ['IAMRA136'],
  needs: ['installation', 'identityCertificates'],
  judge: ({ installation, identityCertificates }) => {
    if (installation === undefined) return notInstalled;
    const { cluster } = installation;
    if (cluster === undefined) return { skipped: 'the name of the cluster is not known' };
    return {
      findings: identityCertificates.flatMap((certificate) =>
        judgeIdentityCertificate(certificate, cluster),
      ),
    };
  },
};

export function judgeIdentityCertificate(
  { namespace, name, uris, isCa, otherNames }: IdentityCertificate,
  cluster: string,
): Finding[] {
  const problems = [
    ...(isCa ? ['asks to be a CA'] : []),
    ...(otherNames.length > 0 ? [`has ${otherNames.join(', ')}`] : []),
    ...(isOwnIdentity(uris, `spiffe://${cluster}/ns/${namespace}/sa/`)
      ? []
      : [`has the identity ${uris.join(', ') || '(none)'}`]),
  ];
  if (problems.length === 0) return [];
  return [
    failure(
      'IAMRA136',
      `Certificate ${namespace}/${name} ${problems.join(' and ')}, which namespace ${namespace} may not have.`,
      `kubectl delete certificate --namespace ${namespace} ${name}`,
    ),
  ];
}

function isOwnIdentity(uris: readonly string[], prefix: string): boolean {
  const [uri = ''] = uris;
  return (
    uris.length === 1 &&
    uri.startsWith(prefix) &&
    /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(uri.slice(prefix.length))
  );
}
