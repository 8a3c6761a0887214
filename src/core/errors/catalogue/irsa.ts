import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 370 to 379: what comes from IRSA on EKS; 371 to 374 only tell. */
export const irsaCatalogue = {
  IAMRA370: {
    title:
      "EKS' own webhook for IRSA runs in the cluster, and iamra is to read its annotations too.",
    exit: exitCode.environment,
    fix: 'set compatibility.eksAnnotations of the chart to false, or remove the MutatingWebhookConfiguration pod-identity-webhook',
  },
  IAMRA371: {
    title: 'An annotation asks for a token that lives longer or shorter than Kubernetes makes it.',
    exit: exitCode.ok,
    fix: 'set eks.amazonaws.com/token-expiration to 600 to 86400 seconds',
  },
  IAMRA372: {
    title:
      'The annotation eks.amazonaws.com/audience changes nothing: iamra sends no token to AWS.',
    exit: exitCode.ok,
    fix: 'remove the annotation, or leave it',
  },
  IAMRA373: {
    title:
      "A ServiceAccount's annotation of iamra says otherwise than its annotation of EKS, and wins.",
    exit: exitCode.ok,
    fix: 'remove the annotation under iamra.dev/, if EKS’ role is meant: iamra unannotate serviceaccount/NAME',
  },
  IAMRA374: {
    title: 'A ServiceAccount of EKS’ is in a namespace that is excluded from injection.',
    exit: exitCode.ok,
    fix: "take the namespace off the chart's excludedNamespaces, then run iamra migrate irsa again",
  },
} as const satisfies Record<string, CatalogueEntry>;
