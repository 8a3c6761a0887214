import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownershipTags } from '../../src/core/anywhere/tags.ts';
import { readCertificate } from '../../src/core/pki/certificate-facts.ts';
import { planRevocation } from '../../src/core/plan/revocation/plan-revocation.ts';
import { planUnrevocation } from '../../src/core/plan/revocation/plan-unrevocation.ts';
import {
  type AnchorLists,
  sortAnchorLists,
  type TaggedList,
} from '../../src/core/plan/revocation/revocation-authority.ts';
import type { RevocationStep } from '../../src/core/plan/revocation/revocation-step.ts';
import { signLists } from '../../src/core/plan/revocation/sign-lists.ts';
import { makeCa } from '../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const cas = await Promise.all(['old', 'new'].map((name) => makeCa(now, { name })));
const bundle = cas.map(({ certificatePem }) => certificatePem).join('');
const fingerprints = cas.map(
  ({ certificatePem }) => readCertificate(certificatePem).certificate.fingerprint256,
);

interface Operation {
  readonly kind: 'revoke' | 'unrevoke';
  readonly serialNumbers: readonly string[];
  /** Which CA issued them; undefined: not known. */
  readonly ca: number | undefined;
}

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('revoke', 'unrevoke'),
  serialNumbers: fc.uniqueArray(fc.constantFrom('01', '02', '03', '7f', 'ff'), { minLength: 1 }),
  ca: fc.constantFrom(0, 1, undefined),
});

const sort = (held: readonly TaggedList[]): AnchorLists => sortAnchorLists(bundle, held, 'home');

function stepsOf(
  { kind, serialNumbers, ca }: Operation,
  held: readonly TaggedList[],
): readonly RevocationStep[] {
  const anchor = sort(held);
  if (kind === 'unrevoke') return planUnrevocation({ anchor, serialNumbers }).steps;
  const unknown = { serviceAccount: undefined, notBefore: undefined, notAfter: undefined };
  const issuer = ca === undefined ? undefined : fingerprints[ca];
  const certificates = serialNumbers.map((serialNumber) => ({
    ...{ serialNumber, issuer, ...unknown, seenIn: [] },
  }));
  return planRevocation({
    ...{ cluster: 'home', anchor, certificates, replace: [], reason: 'superseded', now },
  }).steps;
}

/** What AWS holds after the steps. */
async function carriedOut(
  steps: readonly RevocationStep[],
  held: readonly TaggedList[],
): Promise<TaggedList[]> {
  const signed = await signLists(steps, { place: 'here', cas }, now);
  const lists = [...held];
  for (const step of steps) {
    if (!('list' in step)) throw new Error(`unexpected: ${step.kind}`);
    const { name } = step;
    const id = step.kind === 'update-list' ? step.id : name;
    const imported = { id, arn: id, name, enabled: true, trustAnchorArn: 'anchor' };
    const text = signed.get(step.list) ?? '';
    const at = lists.findIndex((list) => list.imported.id === id);
    const list = { imported: { ...imported, text }, tags: ownershipTags('home') };
    lists.splice(at < 0 ? lists.length : at, at < 0 ? 0 : 1, list);
  }
  return lists;
}

/** The serial numbers that each CA revokes. */
function revoked(held: readonly TaggedList[]): string[][] {
  return sort(held).authorities.map(({ lists }) =>
    lists.flatMap(({ content }) => [...content.revoked]).sort(),
  );
}

test('lists say what was revoked and not taken back, and a plan that was carried out is empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 6 }), async (operations) => {
      const expected = cas.map(() => new Set<string>());
      let held: TaggedList[] = [];
      for (const one of operations) {
        held = await carriedOut(stepsOf(one, held), held);
        expected.forEach((serialNumbers, index) => {
          if (one.kind === 'unrevoke') one.serialNumbers.forEach((n) => serialNumbers.delete(n));
          else if (one.ca === undefined || one.ca === index)
            one.serialNumbers.forEach((n) => serialNumbers.add(n));
        });
        expect(revoked(held)).toEqual(expected.map((serialNumbers) => [...serialNumbers].sort()));
        expect(stepsOf(one, held)).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

test('the number of a list grows with each one that is written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 6 }), async (operations) => {
      const numbers = (lists: readonly TaggedList[]): bigint[] =>
        sort(lists).authorities.map((authority) => authority.lists[0]?.content.number ?? 0n);
      let held: TaggedList[] = [];
      for (const one of operations) {
        const before = numbers(held);
        const steps = stepsOf(one, held);
        held = await carriedOut(steps, held);
        const grown = numbers(held).reduce((sum, n, index) => sum + n - (before[index] ?? 0n), 0n);
        expect(grown).toBe(BigInt(steps.length));
      }
    }),
    { numRuns: 25 },
  );
});
