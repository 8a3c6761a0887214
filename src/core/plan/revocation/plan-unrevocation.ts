import type { RevocationEntry } from '../../pki/revocation-list.ts';
import type { Change } from '../change.ts';
import { describeSerialNumber } from './describe-certificate.ts';
import type { AnchorLists, HeldList, RevocationAuthority } from './revocation-authority.ts';
import type { RevocationPlan, RevocationStep } from './revocation-step.ts';

export interface UnrevocationOrder {
  readonly anchor: AnchorLists;
  /** `all`: every entry of the lists that iamra imported. */
  readonly serialNumbers: readonly string[] | 'all';
}

/** The plan, and the serial numbers that count again after it. */
export interface UnrevocationPlan extends RevocationPlan {
  readonly removed: readonly string[];
}

/**
 * What has to be written so that the certificates count again. A list that becomes empty stays, so that its number
 * goes on growing (RFC 5280 §5.2.3).
 */
export function planUnrevocation(order: UnrevocationOrder): UnrevocationPlan {
  const changes: Change[] = [];
  const steps: RevocationStep[] = [];
  const all = new Set<string>();
  for (const authority of order.anchor.authorities) {
    for (const list of authority.lists) {
      const removed = list.content.entries.filter((entry) => isMeant(entry, list, order));
      const resource = `revocation list ${list.imported.name}`;
      if (removed.length === 0) {
        changes.push({ action: 'keep', resource, details: [] });
        continue;
      }
      for (const { serialNumber } of removed) all.add(serialNumber);
      const number = (list.content.number ?? 0n) + 1n;
      const details = [
        `number ${list.content.number ?? 'none'} → ${number}`,
        ...removed.map(describeRemoval),
      ];
      changes.push({ action: 'update', resource, details });
      steps.push(shorten(authority, list, { removed, number }));
    }
  }
  return { changes, steps, removed: [...all] };
}

function isMeant(
  { serialNumber }: RevocationEntry,
  { isOurs }: HeldList,
  { serialNumbers }: UnrevocationOrder,
): boolean {
  return serialNumbers === 'all' ? isOurs : serialNumbers.includes(serialNumber);
}

function describeRemoval({ serialNumber, revokedAt, reason }: RevocationEntry): string {
  return `- ${describeSerialNumber(serialNumber)}, revoked ${revokedAt.toISOString()}, ${reason}`;
}

function shorten(
  authority: RevocationAuthority,
  { imported, content }: HeldList,
  change: { readonly removed: readonly RevocationEntry[]; readonly number: bigint },
): RevocationStep {
  const { id, name, text: before } = imported;
  const entries = content.entries.filter((entry) => !change.removed.includes(entry));
  const list = { authority, number: change.number, entries };
  return { kind: 'update-list', title: `Update revocation list ${name}`, id, name, before, list };
}
