import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import { readCertificates } from '../pki/certificate-facts.ts';
import { trustAnchorProblems } from '../pki/check-trust-anchor-certificate.ts';
import { formatDistinguishedName } from '../pki/distinguished-name.ts';
import type { Check } from './check.ts';
import { type Finding, failure, warning } from './finding.ts';

const day = 24 * 60 * 60 * 1000;
const warningDays = 60;

/** The trust anchors in use are there, enabled, and their CAs are valid for a while. */
export const trustAnchors: Check<'trustAnchors'> = {
  name: 'trust-anchor',
  category: 'aws',
  title: 'The trust anchor is enabled and its CA valid',
  codes: ['IAMRA220', 'IAMRA221', 'IAMRA222', 'IAMRA223'],
  needs: ['trustAnchors'],
  judge: ({ trustAnchors: found }, now) =>
    found.size === 0
      ? { skipped: 'no trust anchor is named, neither in iamra.yaml nor in the cluster' }
      : {
          findings: [...found].flatMap(([arn, anchor]) => judgeTrustAnchor(arn, anchor, now)),
          detail: [...found.keys()].join(', '),
        },
};

export function judgeTrustAnchor(
  arn: string,
  anchor: TrustAnchor | undefined,
  now: Date,
): Finding[] {
  if (anchor === undefined) return [failure('IAMRA220', `AWS has no trust anchor ${arn}.`)];
  const findings: Finding[] = [];
  if (!anchor.enabled) {
    const enable = `aws rolesanywhere enable-trust-anchor --trust-anchor-id ${anchor.id}`;
    findings.push(failure('IAMRA221', `Trust anchor ${anchor.name} is disabled.`, enable));
  }
  // An AWS Private CA shows no certificate here, and AWS sees to it.
  return anchor.certificates === '' ? findings : [...findings, ...judgeCa(anchor, now)];
}

function judgeCa({ name, certificates }: TrustAnchor, now: Date): Finding[] {
  const problems = trustAnchorProblems(certificates, now);
  if (problems.length > 0) {
    return problems.map(({ message }) =>
      failure('IAMRA222', `Of trust anchor ${name}: ${message}`),
    );
  }
  return readCertificates(certificates).flatMap(({ subject, notAfter }) => {
    const days = Math.floor((notAfter.getTime() - now.getTime()) / day);
    if (days >= warningDays) return [];
    const message = `The CA ${formatDistinguishedName(subject)} of trust anchor ${name} expires in ${days} days, at ${notAfter.toISOString()}.`;
    return [warning('IAMRA223', message)];
  });
}
