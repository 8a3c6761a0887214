import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCertificate } from '../../src/core/pki/certificate-facts.ts';
import type { KeyKind } from '../../src/core/pki/generate-key.ts';
import { issueRevocationList, reasonExtensions } from '../../src/core/pki/issue-revocation-list.ts';
import { parseRevocationList } from '../../src/core/pki/revocation-list.ts';
import { hasSignedList } from '../../src/core/pki/revocation-list-signature.ts';
import { type RevocationReason, revocationReasons } from '../../src/core/pki/revocation-reason.ts';
import { colonHex, decimal, parseSerialNumber } from '../../src/core/pki/serial-number.ts';
import { makeCa } from '../fixtures/certificates.ts';

const kinds: readonly KeyKind[] = ['ec-p256', 'ec-p384', 'rsa-2048'];
const cas = await Promise.all(kinds.map((keyKind) => makeCa(new Date(), { keyKind })));

const serialNumber = fc
  .bigInt({ min: 1n, max: (1n << 160n) - 1n })
  .map((value) => parseSerialNumber(value.toString()) ?? '');
const moment = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2080, 0) })
  .map((milliseconds) => new Date(Math.floor(milliseconds / 1000) * 1000));
const reason = fc.constantFrom(...(Object.keys(revocationReasons) as RevocationReason[]));
const entries = fc.uniqueArray(fc.record({ serialNumber, revokedAt: moment, reason }), {
  selector: (entry) => entry.serialNumber,
  maxLength: 12,
});
const order = fc.record({
  ca: fc.constantFrom(...cas),
  number: fc.bigInt({ min: 0n, max: (1n << 159n) - 1n }),
  thisUpdate: moment,
  nextUpdate: moment,
  entries,
});

type Order = typeof order extends fc.Arbitrary<infer Value> ? Value : never;

function issue({ entries: wanted, ...rest }: Order): Promise<string> {
  const complete = wanted.map((entry) => ({
    ...entry,
    extensions: reasonExtensions(entry.reason),
  }));
  return issueRevocationList({ ...rest, entries: complete });
}

test('a revocation list says what it was made of, and its CA has signed it', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (wanted) => {
      const list = parseRevocationList(await issue(wanted));
      expect(list).toMatchObject({
        number: wanted.number,
        thisUpdate: wanted.thisUpdate,
        nextUpdate: wanted.nextUpdate,
        entries: wanted.entries,
        criticalExtensions: [],
      });
      expect(list && hasSignedList(readCertificate(wanted.ca.certificatePem), list)).toBe(true);
    }),
  );
});

test('a list that is issued again keeps each entry as it was, extensions included', async () => {
  await fc.assert(
    fc.asyncProperty(order, async (wanted) => {
      const first = parseRevocationList(await issue(wanted));
      const again = await issueRevocationList({ ...wanted, entries: first?.entries ?? [] });
      expect(parseRevocationList(again)?.entries).toEqual(first?.entries);
    }),
  );
});

test('a serial number is read back from each of its spellings', () => {
  fc.assert(
    fc.property(serialNumber, (hex) => {
      expect(parseSerialNumber(decimal(hex))).toBe(hex);
      expect(parseSerialNumber(`0x${hex}`)).toBe(hex);
      // One octet alone has no colon that would make its digits hex.
      if (hex.length > 2) expect(parseSerialNumber(colonHex(hex))).toBe(hex);
    }),
  );
});
