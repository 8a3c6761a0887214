import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 275 to 279: who may assume which role. */
export const accessCatalogue = {
  IAMRA275: {
    title: 'The certificate, or one above it, is revoked.',
    exit: exitCode.checksFailed,
    fix: 'iamra ca unrevoke --serial, or have a new certificate issued',
  },
  IAMRA276: {
    title:
      'A role can be assumed with certificates of trust anchors that its trust policy does not name.',
    exit: exitCode.checksFailed,
    fix: 'demand the ARN of your trust anchor in aws:SourceArn; iamra role adopt writes such a statement',
  },
  IAMRA277: {
    title:
      'A role can be assumed with certificates of others than those that its trust policy names.',
    exit: exitCode.checksFailed,
    fix: 'demand the identity in aws:PrincipalTag/x509SAN/URI; iamra role adopt writes such a statement',
  },
  IAMRA278: {
    title: 'What a trust policy says to a certificate cannot be told.',
    exit: exitCode.checksFailed,
    fix: 'read the condition that the message names; iamra judges no policy by what it does not know',
  },
  IAMRA279: {
    title: 'Something in Roles Anywhere is left over or leads nowhere.',
    exit: exitCode.ok,
    fix: 'delete what is not needed any more',
  },
} as const satisfies Record<string, CatalogueEntry>;
