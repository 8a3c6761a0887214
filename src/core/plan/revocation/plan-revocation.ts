import { maximumRevocationLists } from '../../anywhere/revocation-list.ts';
import { IamraError } from '../../errors/iamra-error.ts';
import { reasonExtensions } from '../../pki/issue-revocation-list.ts';
import type { RevocationReason } from '../../pki/revocation-reason.ts';
import type { Change } from '../change.ts';
import { describeCertificate } from './describe-certificate.ts';
import type { KnownCertificate } from './known-certificate.ts';
import { listName } from './list-name.ts';
import type { AnchorLists, HeldList, RevocationAuthority } from './revocation-authority.ts';
import type { CertificateToReplace, RevocationPlan, RevocationStep } from './revocation-step.ts';

export interface RevocationOrder {
  readonly cluster: string;
  readonly anchor: AnchorLists;
  readonly certificates: readonly KnownCertificate[];
  /** What has the place of one that is revoked, and is to be issued anew. */
  readonly replace: readonly CertificateToReplace[];
  readonly reason: RevocationReason;
  readonly now: Date;
}

interface Planned {
  readonly change: Change;
  readonly steps: readonly RevocationStep[];
}

/**
 * What has to be written so that the certificates are revoked: first the lists, one for each CA, then the new
 * certificates, so that exactly the old ones are revoked.
 * @throws {IamraError} IAMRA267 where AWS takes no further list
 */
export function planRevocation(order: RevocationOrder): RevocationPlan {
  const lists = order.anchor.authorities
    .map((authority) => planAuthority(order, authority))
    .filter((planned) => planned !== undefined);
  const all = [...planStale(order.anchor, lists), ...lists, ...order.replace.map(planReplacement)];
  refuseOneTooMany(order.anchor, all);
  return {
    changes: all.map(({ change }) => change),
    steps: all.flatMap(({ steps }) => steps),
  };
}

/** Undefined where the CA has nothing to do with what is revoked. */
function planAuthority(
  order: RevocationOrder,
  authority: RevocationAuthority,
): Planned | undefined {
  const { fingerprint256 } = authority.ca.certificate;
  const wanted = order.certificates.filter(
    ({ issuer }) => issuer === undefined || issuer === fingerprint256,
  );
  if (wanted.length === 0) return undefined;
  const counting = authority.lists.filter(({ imported }) => imported.enabled);
  const added = wanted.filter(
    ({ serialNumber }) => !counting.some(({ content }) => content.revoked.has(serialNumber)),
  );
  const [list] = authority.lists;
  return list === undefined
    ? planNewList(order, authority, added)
    : planKnownList(order, authority, list, added);
}

function planNewList(
  order: RevocationOrder,
  authority: RevocationAuthority,
  added: readonly KnownCertificate[],
): Planned {
  const name = listName(order.cluster, authority.ca);
  const entries = added.map((certificate) => entryOf(certificate, order));
  const list = { authority, number: 1n, entries };
  const resource = `revocation list ${name}`;
  const details = [`of CA ${authority.name}, number 1`, ...added.map(describeAddition)];
  return {
    change: { action: 'create', resource, details },
    steps: [{ kind: 'import-list', title: `Import ${resource}`, name, list }],
  };
}

function planKnownList(
  order: RevocationOrder,
  authority: RevocationAuthority,
  { imported, content, isOurs }: HeldList,
  added: readonly KnownCertificate[],
): Planned {
  const { id, name, enabled, text: before } = imported;
  const resource = `revocation list ${name}`;
  if (added.length === 0) return { change: { action: 'keep', resource, details: [] }, steps: [] };
  const enable: RevocationStep = { kind: 'enable-list', title: `Enable ${resource}`, id };
  const missing = added.filter(({ serialNumber }) => !content.revoked.has(serialNumber));
  const number = (content.number ?? 0n) + 1n;
  const details = [
    ...(isOurs ? [] : ['imported by somebody else: its entries, its name and its tags stay']),
    ...(missing.length === 0 ? [] : [`number ${content.number ?? 'none'} → ${number}`]),
    ...missing.map(describeAddition),
    ...(enabled ? [] : [`enabled: false → true, with all ${content.entries.length} entries`]),
  ];
  const steps = enabled ? [] : [enable];
  const change: Change = { action: 'update', resource, details };
  if (missing.length === 0) return { change, steps };
  const entries = [...content.entries, ...missing.map((one) => entryOf(one, order))];
  const list = { authority, number, entries };
  const title = `Update ${resource}`;
  return { change, steps: [{ kind: 'update-list', title, id, name, before, list }, ...steps] };
}

function entryOf(
  { serialNumber }: KnownCertificate,
  { reason, now }: RevocationOrder,
): { serialNumber: string; revokedAt: Date; extensions: readonly Uint8Array[] } {
  return { serialNumber, revokedAt: now, extensions: reasonExtensions(reason) };
}

function describeAddition(certificate: KnownCertificate): string {
  return `+ ${describeCertificate(certificate)}`;
}

/** What is of no use any more goes when something is written anyway. */
function planStale({ stale }: AnchorLists, lists: readonly Planned[]): Planned[] {
  if (lists.every(({ steps }) => steps.length === 0)) return [];
  return stale.map(({ id, name }) => {
    const resource = `revocation list ${name}`;
    return {
      change: { action: 'delete', resource, details: ['its CA has left the trust anchor'] },
      steps: [{ kind: 'delete-list', title: `Delete ${resource}`, id }],
    };
  });
}

function planReplacement(certificate: CertificateToReplace): Planned {
  const resource = `Certificate ${certificate.namespace}/${certificate.name}`;
  if (certificate.isIssuing) {
    const details = ['cert-manager is about to issue it anew'];
    return { change: { action: 'keep', resource, details }, steps: [] };
  }
  const title = `Have ${resource} issued anew`;
  return {
    change: { action: 'update', resource, details: ['issued anew by cert-manager'] },
    steps: [{ kind: 'replace-certificate', title, certificate }],
  };
}

function refuseOneTooMany(anchor: AnchorLists, planned: readonly Planned[]): void {
  const steps = planned.flatMap((plan) => plan.steps);
  const count = (kind: RevocationStep['kind']): number =>
    steps.filter((step) => step.kind === kind).length;
  const held = anchor.authorities.flatMap(({ lists }) => lists);
  const total = held.length + anchor.stale.length + anchor.foreign.length;
  const after = total + count('import-list') - count('delete-list');
  if (count('import-list') === 0 || after <= maximumRevocationLists) return;
  const [obstacle] = anchor.foreign;
  throw new IamraError(
    'IAMRA267',
    `A trust anchor takes ${maximumRevocationLists} revocation lists, and has them.`,
    obstacle === undefined
      ? {}
      : {
          fix: `no CA of the trust anchor has signed “${obstacle.name}”: aws rolesanywhere delete-crl --crl-id ${obstacle.id}`,
        },
  );
}
