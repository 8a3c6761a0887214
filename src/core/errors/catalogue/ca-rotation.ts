import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 255 to 264: the CA of the trust anchor, and its replacement. */
export const caRotationCatalogue = {
  IAMRA255: {
    title: 'The trust anchor has no room for the next CA.',
    exit: exitCode.refused,
    fix: 'take the certificate that is not in use out of the trust anchor: aws rolesanywhere update-trust-anchor',
  },
  IAMRA256: {
    title: 'A rotation of the CA was begun elsewhere.',
    exit: exitCode.refused,
    fix: 'run iamra ca rotate where the next CA is kept, or iamra ca rotate --abort to stay with the one that signs',
  },
  IAMRA257: {
    title: 'The CA that signs is not kept by iamra, which therefore does not replace it.',
    exit: exitCode.refused,
    fix: 'hand the CA over to iamra, as docs/ca.md tells, and run the command again',
  },
  IAMRA258: {
    title: 'The key of the CA that is to sign is not kept any more.',
    exit: exitCode.refused,
    fix: 'iamra ca rotate, which goes on to the CA that signs',
  },
  IAMRA259: {
    title: 'Certificates of workloads were not issued anew in time.',
    exit: exitCode.timedOut,
    fix: 'kubectl describe certificate, mend what it tells, and run iamra ca rotate again: it goes on',
  },
  IAMRA260: {
    title: 'Not all agents were seen to use the new certificates in time.',
    exit: exitCode.timedOut,
    fix: 'run iamra ca rotate again: it goes on; or restart those pods',
  },
  IAMRA261: {
    title: 'The CA of the trust anchor is not one that iamra can replace.',
    exit: exitCode.refused,
    fix: 'replace it where it is kept: AWS Private CA renews its own',
  },
  IAMRA262: {
    title: 'AWS did not show a change of the trust anchor in time.',
    exit: exitCode.timedOut,
    fix: 'run iamra ca rotate again: it goes on',
  },
  IAMRA263: {
    title: 'Another rotation of the CA is under way.',
    exit: exitCode.refused,
    fix: 'finish it with iamra ca rotate, or go back with iamra ca rotate --abort',
  },
} as const satisfies Record<string, CatalogueEntry>;
