import type { RolesAnywhereProfile } from '../anywhere/profile.ts';
import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import { parseArn } from '../arn.ts';
import { commonName } from '../identity/common-name.ts';
import { spiffeId } from '../identity/spiffe-id.ts';
import { readCertificates } from '../pki/certificate-facts.ts';
import { type MappedNames, principalTags } from '../pki/principal-tags.ts';
import { sourceIdentity } from '../pki/source-identity.ts';
import type { CredentialDemand } from './doctor-facts.ts';

/** The condition keys that AWS sees when a ServiceAccount's certificate asks for a role. */
export function sessionContext(
  demand: CredentialDemand,
  profile: RolesAnywhereProfile,
  anchor: TrustAnchor,
): Record<string, readonly string[]> {
  const names = certificateNames(demand, anchor);
  const mappings = profile.attributeMappings.map(({ certificateField, specifiers }) => ({
    certificateField,
    mappingRules: specifiers.map((specifier) => ({ specifier })),
  }));
  const tags = Object.entries(principalTags(names, mappings).tags);
  return {
    'aws:SourceArn': [anchor.arn],
    'aws:SourceAccount': [parseArn(anchor.arn)?.account ?? ''],
    'sts:RoleSessionName': [demand.sessionName],
    'sts:SourceIdentity': [sourceIdentity({ subject: names.subject, serialNumber: '' })],
    'aws:TagKeys': tags.map(([key]) => key),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:PrincipalTag/${key}`, [value]])),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, [value]])),
  };
}

/** The names that the identity controller asks for, whether the certificate is there yet or not. */
function certificateNames(
  { cluster, namespace, serviceAccount }: CredentialDemand,
  { certificates }: TrustAnchor,
): MappedNames {
  const account = { namespace, name: serviceAccount };
  const [ca] = readCertificates(certificates);
  return {
    subject: [
      { type: 'CN', value: commonName(account) },
      { type: 'O', value: cluster },
    ],
    issuer: ca?.subject ?? [],
    alternativeNames: { dns: [], uri: [spiffeId(cluster, account)], directoryNames: [] },
  };
}
