import type { RevocationEntry } from '../../pki/revocation-list.ts';
import type { Change } from '../change.ts';
import type { RevocationAuthority } from './revocation-authority.ts';

/** A Certificate of cert-manager, and what replaces the certificate in its Secret. */
export interface CertificateToReplace {
  readonly namespace: string;
  readonly name: string;
  readonly secretName: string;
  /** Serial number of what is in the Secret. */
  readonly serialNumber: string;
  /** Whether cert-manager was already asked to. */
  readonly isIssuing: boolean;
}

/** What a CA is to sign. */
export interface UnsignedList {
  readonly authority: RevocationAuthority;
  readonly number: bigint;
  readonly entries: ReadonlyArray<Omit<RevocationEntry, 'reason'>>;
}

/** One write, in the order of the plan. */
export type RevocationStep =
  | { readonly kind: 'delete-list'; readonly title: string; readonly id: string }
  | {
      readonly kind: 'import-list';
      readonly title: string;
      readonly name: string;
      readonly list: UnsignedList;
    }
  | {
      readonly kind: 'update-list';
      readonly title: string;
      readonly id: string;
      readonly name: string;
      /** PEM: what AWS holds now. */
      readonly before: string;
      readonly list: UnsignedList;
    }
  | { readonly kind: 'enable-list'; readonly title: string; readonly id: string }
  | {
      readonly kind: 'replace-certificate';
      readonly title: string;
      readonly certificate: CertificateToReplace;
    };

export interface RevocationPlan {
  readonly changes: readonly Change[];
  readonly steps: readonly RevocationStep[];
}
