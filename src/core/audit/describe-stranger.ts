import { formatDistinguishedName } from '../pki/distinguished-name.ts';
import type { AuditKind } from './finding.ts';
import type { Stranger } from './stranger.ts';

/** Goes on from “can be assumed with …”. */
export function describeStranger(kind: AuditKind, stranger: Stranger): string {
  const { certificate, trustAnchor } = stranger;
  const uri = certificate.alternativeNames.uri[0];
  const subject = formatDistinguishedName(certificate.subject);
  switch (kind) {
    case 'any-certificate':
      return `any certificate of any trust anchor${notYet(stranger)}`;
    case 'any-certificate-of-trust-anchor':
      return `any certificate of ${trustAnchor.name}${notYet(stranger)}`;
    case 'wildcard-identity':
      return `certificates that fit a wildcard of its trust policy, such as ${uri ?? subject}${notYet(stranger)}`;
    case 'subject-only':
      return `a certificate of ${trustAnchor.name} whose subject is ${subject}, whatever its identity is${notYet(stranger)}`;
    default:
      return `a certificate of ${trustAnchor.state === 'future' ? 'another trust anchor' : trustAnchor.name}, which its trust policy does not name${notYet(stranger)}`;
  }
}

/** What still keeps the stranger out. */
function notYet({ trustAnchor, profile }: Stranger): string {
  const anchors = {
    enabled: [],
    disabled: [`trust anchor ${trustAnchor.name} is enabled`],
    elsewhere: [],
    future: ['somebody makes such a trust anchor'],
  }[trustAnchor.state];
  const profiles = {
    enabled: [],
    disabled: [`Roles Anywhere profile ${profile.name} is enabled`],
    future: ['somebody makes a Roles Anywhere profile with the role'],
  }[profile.state];
  const missing = [...anchors, ...profiles];
  return missing.length === 0 ? '' : `, as soon as ${missing.join(' and ')}`;
}
