import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 265 to 269: revocation of workload certificates. */
export const revocationCatalogue = {
  IAMRA265: {
    title: 'The CA may not sign revocation lists.',
    exit: exitCode.refused,
    fix: 'take a CA whose key usage has cRLSign beside keyCertSign; iamra ca rotate makes one',
  },
  IAMRA266: {
    title: 'No certificate of the ServiceAccount is known that could be revoked.',
    exit: exitCode.usage,
    fix: 'give the serial number of the certificate with --serial',
  },
  IAMRA267: {
    title: 'The trust anchor has no room for another revocation list.',
    exit: exitCode.refused,
    fix: 'aws rolesanywhere list-crls, then delete what is not needed with aws rolesanywhere delete-crl',
  },
  IAMRA268: {
    title: 'The revocation list in AWS was changed by somebody else meanwhile.',
    exit: exitCode.refused,
    fix: 'run the command again: it starts from the list as it is now',
  },
  IAMRA269: {
    title: 'The revocation list would be longer than AWS takes.',
    exit: exitCode.refused,
    fix: 'take out what has expired long ago: iamra ca unrevoke --serial; or end them all by iamra ca rotate',
  },
} as const satisfies Record<string, CatalogueEntry>;
