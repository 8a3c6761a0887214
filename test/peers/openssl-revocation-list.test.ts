import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { issueRevocationList, reasonExtensions } from '../../src/core/pki/issue-revocation-list.ts';
import { type RevocationReason, revocationReasons } from '../../src/core/pki/revocation-reason.ts';
import { makeCa } from '../fixtures/certificates.ts';

const now = new Date();
const reasons = Object.keys(revocationReasons) as RevocationReason[];
// One octet, a set highest bit, the longest that a certificate may have.
const serialNumbers = ['01', 'ff', '7f00', '8000', '0a0b0c', `80${'0'.repeat(38)}`, 'f'.repeat(40)];

/** What openssl says of a list, once it has verified it by the CA. */
async function readByOpenssl(list: string, ca: string): Promise<{ text: string; verdict: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-openssl-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [listFile, caFile] = [join(folder, 'list.pem'), join(folder, 'ca.pem')];
  await writeFile(listFile, list);
  await writeFile(caFile, ca);
  const files = ['-in', listFile, '-CAfile', caFile];
  const { stdout, stderr } = await execa('openssl', ['crl', ...files, '-text', '-noout']);
  return { text: stdout, verdict: stderr };
}

test.each(['ec-p256', 'ec-p384', 'rsa-2048'] as const)(
  'openssl reads a list of a CA with a key of kind %s, and finds its signature right',
  async (keyKind) => {
    const ca = await makeCa(now, { keyKind });
    const list = await issueRevocationList({
      ...{ ca, number: 128n, thisUpdate: now, nextUpdate: new Date('2051-01-01T00:00:00Z') },
      entries: serialNumbers.map((serialNumber, index) => ({
        serialNumber,
        revokedAt: now,
        extensions: reasonExtensions(reasons[index % reasons.length] ?? 'unspecified'),
      })),
    });
    const { text, verdict } = await readByOpenssl(list, ca.certificatePem);
    expect(verdict).toContain('verify OK');
    for (const serialNumber of serialNumbers) {
      expect(text).toContain(`Serial Number: ${serialNumber.toUpperCase()}\n`);
    }
    expect(text).toMatch(
      /Version 2 [^]*Next Update: Jan +1 00:00:00 2051 GMT[^]*CRL Number: \s*128\n/,
    );
    expect(text.match(/CRL Reason Code/g)).toHaveLength(reasons.length - 1);
    expect(text).toContain('Key Compromise');
  },
);

test('openssl reads an empty list, and refuses one that another CA of the same name would have signed', async () => {
  const [ca, twin] = [await makeCa(now), await makeCa(now)];
  const order = { number: 2n, thisUpdate: now, nextUpdate: new Date('2030-01-01'), entries: [] };
  const list = await issueRevocationList({ ca, ...order });
  const { text, verdict } = await readByOpenssl(list, ca.certificatePem);
  expect(text).toContain('No Revoked Certificates.');
  expect(verdict).toContain('verify OK');
  expect((await readByOpenssl(list, twin.certificatePem)).verdict).not.toContain('verify OK');
});
