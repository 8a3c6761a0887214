import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import type { EmulatorAccount } from '../../../../src/emulator/account.ts';
import { checkNotRevoked } from '../../../../src/emulator/sessions/path-checks.ts';
import { emptyState, type TrustAnchorRecord } from '../../../../src/emulator/state.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const yesterday = new Date('2026-05-31T12:00:00Z');

describe('checkNotRevoked', () => {
  it('goes on to refuse by a list whose next update is past', async () => {
    const ca = await makeCa(now);
    const leaf = await makeCertificate(now, { issuer: ca });
    const list = await makeRevocationList(now, ca, leaf, { nextUpdate: yesterday });
    const arn = 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1';
    const record = {
      ...{ id: '1', arn, name: 'list', enabled: true, trustAnchorArn: arn, tags: {} },
      ...{ createdAt: '', updatedAt: '', data: Buffer.from(list).toString('base64') },
    };
    const state = { ...emptyState(), revocationLists: [record] };
    const path = [leaf, ca].map(({ certificatePem }) => readCertificate(certificatePem));
    const check = (): void => {
      checkNotRevoked(path, { arn } as TrustAnchorRecord, { state } as EmulatorAccount);
    };
    expect(check).toThrow('Untrusted signing certificate');
  });
});
