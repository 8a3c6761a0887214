import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 330 to 339: what injection rules make of a pod; 331 refuses it, the others warn. */
export const injectionRulesCatalogue = {
  IAMRA330: {
    title: 'A rule leaves a part of the pod that is set otherwise.',
    exit: exitCode.ok,
    fix: 'remove it from the pod, or set onConflict: replace in the rule',
  },
  IAMRA331: {
    title: 'A rule that says onConflict: fail finds the pod in its way.',
    exit: exitCode.refused,
    fix: 'remove from the pod what the message names, or annotate it with rules.iamra.dev/inject: "false"',
  },
  IAMRA332: {
    title:
      'A rule is not applied as a whole: a name or host port that it needs is taken, or such a pod cannot have what it gives.',
    exit: exitCode.ok,
    fix: 'change in the pod or in the rule what the message names, or give the rule a labelSelector that leaves such pods out',
  },
  IAMRA333: {
    title: 'A rule that says onConflict: replace has replaced a part of the pod.',
    exit: exitCode.ok,
    fix: 'remove it from the pod, or set onConflict: skip in the rule',
  },
  IAMRA335: {
    title: 'The node affinity of rules and pod has too many alternatives.',
    exit: exitCode.ok,
    fix: 'list the values of one key in one matchExpression, in place of a term for each',
  },
  IAMRA336: {
    title: "A rule selects namespaces by labels, and those of the pod's namespace are not known.",
    exit: exitCode.ok,
    fix: 'create the pod again once the webhook knows the namespace',
  },
  IAMRA337: {
    title: 'The annotation rules.iamra.dev/inject has a value without effect.',
    exit: exitCode.ok,
    fix: 'set rules.iamra.dev/inject to "false", or remove it',
  },
} as const satisfies Record<string, CatalogueEntry>;
