import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 440 to 449: the identities of ServiceAccounts. */
export const identityCatalogue = {
  IAMRA440: {
    title: 'There is no such ServiceAccount.',
    exit: exitCode.refused,
    fix: 'iamra identity list',
  },
  IAMRA441: {
    title: 'The ServiceAccount has no identity: neither it nor a pod of it asks for credentials.',
    exit: exitCode.refused,
    fix: 'iamra annotate serviceaccount/NAME --namespace NAMESPACE --role NAME',
  },
  IAMRA442: {
    title: 'The AWS credentials are of another account than the trust anchor of the cluster.',
    exit: exitCode.usage,
    fix: 'use credentials of the account that the message names, with --profile',
  },
  IAMRA443: {
    title: 'The annotation iamra.dev/certificate names the Secret of another ServiceAccount.',
    exit: exitCode.refused,
    fix: 'run the pod as that ServiceAccount, or name a Secret of your own, which does not begin with iamra-',
  },
  IAMRA444: {
    title:
      'Others changed a Certificate of the identity controller; its message says whether it was put right.',
    exit: exitCode.refused,
    fix: 'leave it to iamra; kubectl get certificate NAME --output yaml --show-managed-fields tells who changed it',
  },
} as const satisfies Record<string, CatalogueEntry>;
