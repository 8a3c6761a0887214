import type { Check } from './check.ts';
import { type Finding, failure } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/**
 * The MutatingWebhookConfiguration of EKS' webhook for IRSA: on EKS, and where it is self-hosted.
 * @see https://github.com/aws/amazon-eks-pod-identity-webhook
 */
export const eksWebhookConfiguration = 'pod-identity-webhook';

/** EKS' annotations have one reader. */
export const eksWebhook: Check<'installation' | 'hasEksWebhook'> = {
  name: 'eks-annotations',
  category: 'webhook',
  title: 'EKS’ own webhook reads no annotations that iamra reads',
  codes: ['IAMRA370'],
  needs: ['installation', 'hasEksWebhook'],
  judge: ({ installation, hasEksWebhook }) => {
    if (installation === undefined) return notInstalled;
    const reads = installation.settings?.compatibility?.eksAnnotations === true;
    const detail = `compatibility.eksAnnotations is ${reads ? 'on' : 'off'}`;
    return { findings: judgeEksWebhook(reads, hasEksWebhook), detail };
  },
};

export function judgeEksWebhook(readsEksAnnotations: boolean, hasEksWebhook: boolean): Finding[] {
  if (!readsEksAnnotations || !hasEksWebhook) return [];
  return [
    failure(
      'IAMRA370',
      `EKS' own webhook answers for the annotations of IRSA here (MutatingWebhookConfiguration ${eksWebhookConfiguration}): pods would get credentials from both.`,
    ),
  ];
}
