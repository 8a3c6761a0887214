import type { TrustAnchor } from '../anywhere/trust-anchor.ts';
import { buildPath, isSame } from '../pki/build-path.ts';
import { type CertificateFacts, readCertificates } from '../pki/certificate-facts.ts';
import { formatDistinguishedName } from '../pki/distinguished-name.ts';
import type { Check, Verdict } from './check.ts';
import { type Finding, failure } from './finding.ts';
import type { WorkloadCa } from './identity-facts.ts';

/** What cert-manager signs with is a CA of the trust anchor, or leads to one. */
export const workloadCa: Check<'workloadCa' | 'trustAnchors'> = {
  name: 'workload-ca',
  category: 'aws',
  title: 'The trust anchor holds the CA of the cluster',
  codes: ['IAMRA116', 'IAMRA224'],
  needs: ['workloadCa', 'trustAnchors'],
  judge: ({ workloadCa: ca, trustAnchors }, now) =>
    judgeWorkloadCa(
      ca,
      [...trustAnchors.values()].filter((anchor) => anchor !== undefined),
      now,
    ),
};

export function judgeWorkloadCa(
  ca: WorkloadCa,
  trustAnchors: readonly TrustAnchor[],
  now: Date,
): Verdict {
  if ('absent' in ca) return { skipped: ca.absent };
  const { secretName, secret, trustAnchorArn } = ca;
  if (secret.state === 'unreadable') {
    return { skipped: `Secret ${secretName} cannot be read: ${secret.reason}` };
  }
  if (secret.state === 'missing') {
    return { findings: [failure('IAMRA116', `Secret ${secretName} does not exist.`)] };
  }
  const anchors = trustAnchors.filter(
    ({ arn, certificates }) => certificates !== '' && arn === (trustAnchorArn ?? arn),
  );
  if (anchors.length === 0) return { skipped: 'no trust anchor shows its CA certificates' };
  const detail = `Secret ${secretName}`;
  return { findings: judgeCa(secret.certificatePem, secretName, anchors, now), detail };
}

function judgeCa(
  pem: string,
  secretName: string,
  anchors: readonly TrustAnchor[],
  now: Date,
): Finding[] {
  const [ca, ...others] = readCertificates(pem);
  if (ca === undefined) {
    return [failure('IAMRA116', `Secret ${secretName} holds no certificate in tls.crt.`)];
  }
  if (
    anchors.some(({ certificates }) => leadsTo(ca, others, readCertificates(certificates), now))
  ) {
    return [];
  }
  const names = anchors.map(({ name }) => name).join(', ');
  const message = `The CA ${formatDistinguishedName(ca.subject)} in Secret ${secretName} is not one that trust anchor ${names} holds: AWS trusts no certificate of this cluster.`;
  return [failure('IAMRA224', message)];
}

function leadsTo(
  ca: CertificateFacts,
  intermediates: readonly CertificateFacts[],
  anchors: readonly CertificateFacts[],
  now: Date,
): boolean {
  if (anchors.some((anchor) => isSame(anchor, ca))) return true;
  return buildPath({ leaf: ca, intermediates, anchors, now }).outcome === 'found';
}
