import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 4xx: the credentials agent and the sessions that it asks for. */
export const agentCatalogue = {
  IAMRA401: {
    title: 'AWS refused to create a session.',
    exit: exitCode.refused,
    fix: 'iamra doctor',
  },
  IAMRA402: {
    title: 'The certificate or its key cannot be used.',
    exit: exitCode.environment,
    fix: 'check the Secret or the files: a PEM leaf with its intermediates, and its RSA or EC key',
  },
  IAMRA403: {
    title: 'The private key does not belong to the certificate.',
    exit: exitCode.environment,
    fix: 'use the key that the certificate was issued for',
  },
  IAMRA404: {
    title: 'The answer to CreateSession cannot be used.',
    exit: exitCode.refused,
    fix: 'check that the endpoint is Roles Anywhere and that no proxy answers in its place',
  },
} as const satisfies Record<string, CatalogueEntry>;
