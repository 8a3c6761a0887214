import { IamraError } from '../../errors/iamra-error.ts';
import { bundleContains } from '../../pki/bundle-contains.ts';
import type { IssuedCertificate } from '../../pki/issue-certificate.ts';
import { issueRevocationList } from '../../pki/issue-revocation-list.ts';
import { maySignLists } from '../../pki/revocation-list-signature.ts';
import type { RevocationAuthority } from './revocation-authority.ts';
import type { RevocationStep, UnsignedList } from './revocation-step.ts';

/** The CAs whose keys are at hand. */
export interface Signers {
  /** Where they come from, as messages say it. */
  readonly place: string;
  readonly cas: readonly IssuedCertificate[];
}

const maximumBytes = 300_000;

/** Refuses a CA that may not sign what the plan needs. @throws {IamraError} IAMRA265 */
export function refuseUnfitAuthorities(steps: readonly RevocationStep[]): void {
  const unfit = listsOf(steps).find(({ authority }) => !maySignLists(authority.ca));
  if (unfit === undefined) return;
  throw new IamraError(
    'IAMRA265',
    `CA ${unfit.authority.name} of the trust anchor may not sign revocation lists: its key usage lacks cRLSign.`,
  );
}

/**
 * Signs every list of a plan; gives them as PEM. A list says that it is in force until its CA ends: nobody renews
 * it, and AWS does not say what it makes of one that is out of date.
 * @throws {IamraError} IAMRA209 without the key of a CA, IAMRA269 for a list that AWS would not take
 */
export async function signLists(
  steps: readonly RevocationStep[],
  signers: Signers,
  now: Date,
): Promise<ReadonlyMap<UnsignedList, string>> {
  const signed = new Map<UnsignedList, string>();
  for (const list of listsOf(steps)) signed.set(list, await signList(list, signers, now));
  return signed;
}

/** The lists that a plan writes. */
export function listsOf(steps: readonly RevocationStep[]): UnsignedList[] {
  return steps.flatMap((step) => ('list' in step ? [step.list] : []));
}

async function signList(list: UnsignedList, signers: Signers, now: Date): Promise<string> {
  const { authority, number, entries } = list;
  const text = await issueRevocationList({
    ca: signerOf(authority, signers),
    number,
    thisUpdate: now,
    nextUpdate: authority.ca.notAfter,
    entries,
  });
  if (text.length <= maximumBytes) return text;
  throw new IamraError(
    'IAMRA269',
    `The revocation list of CA ${authority.name} would have ${text.length} bytes with ${entries.length} entries; AWS takes ${maximumBytes}.`,
  );
}

function signerOf({ ca, name }: RevocationAuthority, { place, cas }: Signers): IssuedCertificate {
  const signer = cas.find(({ certificatePem }) =>
    bundleContains(certificatePem, ca.certificate.toString()),
  );
  if (signer !== undefined) return signer;
  throw new IamraError(
    'IAMRA209',
    `The key of CA ${name}, which has to sign the revocation list, is not in ${place}.`,
    {
      fix: 'name the file that holds the CA with --ca-key-file FILE, or its cluster with --context NAME',
    },
  );
}
