import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 270 to 274: what `iamra export` prints. */
export const exportCatalogue = {
  IAMRA270: {
    title: 'There is no CA certificate to export.',
    exit: exitCode.usage,
    fix: 'give the certificate of the CA with --ca-certificate FILE; its key is not needed',
  },
  IAMRA271: {
    title: 'The policy would be longer than IAM takes.',
    exit: exitCode.usage,
    fix: 'put the roles under one path with --role-path PATH instead of naming each of them',
  },
} as const satisfies Record<string, CatalogueEntry>;
