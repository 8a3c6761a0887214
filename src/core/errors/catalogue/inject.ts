import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 380 to 384: manifests that `iamra inject` is given. */
export const injectCatalogue = {
  IAMRA380: {
    title: 'A directory holds no manifests.',
    exit: exitCode.usage,
    fix: 'name a directory with files that end in .yaml, .yml or .json, or a file',
  },
  IAMRA381: {
    title: 'Manifests are read from files and standard input, not from URLs.',
    exit: exitCode.usage,
    fix: 'curl --fail --silent --show-error --location URL | iamra inject -f -',
  },
  IAMRA382: {
    title: 'Annotations under iamra.dev/ are on the workload, not on its pod template.',
    exit: exitCode.ok,
    fix: 'move them to metadata.annotations of the pod template',
  },
  IAMRA383: {
    title: 'An object asks for credentials, but iamra does not know where it keeps its pods.',
    exit: exitCode.ok,
    fix: 'leave it to the webhook, which injects the pods themselves',
  },
  IAMRA384: {
    title: 'What was injected has been changed since.',
    exit: exitCode.ok,
    fix: 'look over the result: iamra inject --uninject -o diff shows it',
  },
} as const satisfies Record<string, CatalogueEntry>;
