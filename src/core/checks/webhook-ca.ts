import { buildPath } from '../pki/build-path.ts';
import { type CertificateFacts, readCertificates } from '../pki/certificate-facts.ts';
import type { Check, Verdict } from './check.ts';
import type { ServedCertificate, WebhookState } from './cluster-facts.ts';
import { type Finding, failure } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/**
 * The certificate that the webhook serves leads to a CA in the caBundle. cainjector merges old and new
 * CAs there, so that contained is enough.
 */
export const webhookCa: Check<'webhook' | 'servedCertificate'> = {
  name: 'webhook-ca',
  category: 'webhook',
  title: 'The API server trusts the certificate that the webhook serves',
  codes: ['IAMRA126', 'IAMRA137'],
  needs: ['webhook', 'servedCertificate'],
  judge: ({ webhook, servedCertificate }, now) =>
    webhook.entries === undefined ? notInstalled : judgeWebhookCa(webhook, servedCertificate, now),
};

export function judgeWebhookCa(
  { caBundle }: WebhookState,
  served: ServedCertificate,
  now: Date,
): Verdict {
  const why = served.reason === undefined ? '' : ` (${served.reason})`;
  if (served.from === 'nowhere') {
    return {
      skipped: `the certificate could not be read, neither by TLS nor from its Secret${why}`,
    };
  }
  const [leaf, ...intermediates] = readCertificates(served.chain);
  const detail =
    served.from === 'connection'
      ? 'seen by TLS'
      : `read from its Secret; the Service is out of reach from here${why}`;
  if (leaf === undefined) {
    return { findings: [failure('IAMRA137', 'The Secret of the webhook holds no certificate.')] };
  }
  const findings = [
    ...judgeTrust({ leaf, intermediates, caBundle, now }),
    ...judgeLeaf(leaf, served.host, now),
  ];
  return { findings, detail };
}

interface Trust {
  readonly leaf: CertificateFacts;
  readonly intermediates: readonly CertificateFacts[];
  readonly caBundle: string;
  readonly now: Date;
}

function judgeTrust({ leaf, intermediates, caBundle, now }: Trust): Finding[] {
  if (caBundle.trim() === '') {
    const message =
      'The caBundle of the webhook configuration is empty: cainjector has not filled it in.';
    return [failure('IAMRA126', message, 'iamra doctor --only cainjector')];
  }
  const anchors = readCertificates(caBundle);
  const path = buildPath({ leaf, intermediates, anchors, now });
  if (path.outcome === 'found') return [];
  const message = `The caBundle of the webhook configuration does not lead to the certificate that the webhook serves: ${path.reason}.`;
  return [failure('IAMRA126', message)];
}

function judgeLeaf(leaf: CertificateFacts, host: string, now: Date): Finding[] {
  const findings: Finding[] = [];
  if (now > leaf.notAfter) {
    const message = `The TLS certificate of the webhook expired at ${leaf.notAfter.toISOString()}.`;
    findings.push(failure('IAMRA137', message));
  }
  if (!leaf.alternativeNames.dns.includes(host)) {
    const names = leaf.alternativeNames.dns.join(', ') || 'no DNS name';
    const message = `The TLS certificate of the webhook is for ${names}, not for ${host}.`;
    findings.push(failure('IAMRA137', message));
  }
  return findings;
}
