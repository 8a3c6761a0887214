import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 3xx: admission of pods: refusals, skips and warnings. */
export const admissionCatalogue = {
  IAMRA301: {
    title: 'An annotation under iamra.dev/ is not one that iamra knows.',
    exit: exitCode.usage,
    fix: 'correct the key; docs/annotations.md lists them',
  },
} as const satisfies Record<string, CatalogueEntry>;
