import { sessionTags } from '../access/session-tags.ts';
import { trustContext } from '../access/trust-context.ts';
import { workloadNames } from '../access/workload-names.ts';
import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import { parseArn } from '../arn.ts';
import { readCertificates } from '../pki/certificate-facts.ts';
import { sourceIdentity } from '../pki/source-identity.ts';
import type { CredentialDemand } from './doctor-facts.ts';

/** The condition keys that AWS sees when a ServiceAccount's certificate asks for a role. */
export function sessionContext(
  { cluster, namespace, serviceAccount, sessionName }: CredentialDemand,
  profile: RolesAnywhereProfile,
  anchor: TrustAnchor,
): Record<string, readonly string[]> {
  const [ca] = readCertificates(anchor.certificates);
  const account = { namespace, name: serviceAccount };
  const names = workloadNames(cluster, account, ca?.subject ?? []);
  return trustContext({
    trustAnchorArn: anchor.arn,
    account: parseArn(anchor.arn)?.account ?? '',
    sessionName,
    sourceIdentity: sourceIdentity({ subject: names.subject, serialNumber: '' }),
    tags: sessionTags(names, profile.attributeMappings).tags,
  });
}
