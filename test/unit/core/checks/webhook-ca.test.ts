import { describe, expect, it } from 'vitest';
import type { ServedCertificate, WebhookState } from '../../../../src/core/checks/cluster-facts.ts';
import { judgeWebhookCa } from '../../../../src/core/checks/webhook-ca.ts';
import { issueServerCertificate } from '../../../../src/core/pki/issue-server-certificate.ts';
import { makeCa, validAround } from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const host = 'iamra-injector-webhook.iamra-system.svc';

async function setting(names: [string, ...string[]] = [host]) {
  const ca = await makeCa(now, { name: 'webhook' });
  const other = await makeCa(now, { name: 'other' });
  const leaf = await issueServerCertificate({ names, issuer: ca, ...validAround(now) });
  const served: ServedCertificate = { from: 'connection', chain: leaf.certificatePem, host };
  const judge = (caBundle: string, change: Partial<ServedCertificate> = {}, moment = now) =>
    judgeWebhookCa({ caBundle } as WebhookState, { ...served, ...change }, moment);
  return { ca, other, judge };
}

describe('judgeWebhookCa', () => {
  it('is content where the CA is one of several in the caBundle: cainjector merges', async () => {
    const { ca, other, judge } = await setting();
    expect(judge(other.certificatePem + ca.certificatePem)).toEqual({
      findings: [],
      detail: 'seen by TLS',
    });
  });

  it('says so where the certificate was read from its Secret', async () => {
    const { ca, judge } = await setting();
    const verdict = judge(ca.certificatePem, { from: 'secret', reason: 'no answer' });
    expect(verdict).toMatchObject({
      findings: [],
      detail: expect.stringMatching(/Secret.*no answer/) as string,
    });
  });

  it('finds an empty caBundle, and one with another CA', async () => {
    const { other, judge } = await setting();
    expect(judge('')).toMatchObject({ findings: [{ code: 'IAMRA126' }] });
    expect(judge(other.certificatePem)).toMatchObject({ findings: [{ code: 'IAMRA126' }] });
  });

  it('finds a certificate for another name, and an expired one', async () => {
    const { ca, judge } = await setting(['other.svc']);
    expect(judge(ca.certificatePem)).toMatchObject({ findings: [{ code: 'IAMRA137' }] });
    const expired = await setting();
    const later = new Date('2026-07-01T12:00:00Z');
    const codes = expired.judge(expired.ca.certificatePem, {}, later);
    expect(codes).toMatchObject({ findings: [{ code: 'IAMRA126' }, { code: 'IAMRA137' }] });
  });

  it('finds a Secret without a certificate, and skips what could not be read', async () => {
    const { ca, judge } = await setting();
    const empty = judge(ca.certificatePem, { from: 'secret', chain: '' });
    expect(empty).toMatchObject({ findings: [{ code: 'IAMRA137' }] });
    expect(judge('', { from: 'nowhere', chain: '' })).toHaveProperty('skipped');
  });
});
