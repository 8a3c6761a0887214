import { afterEach, describe, expect, it } from 'vitest';
import {
  parseServingCertificate,
  readCertificateFiles,
} from '../../../../webhook/server/tls/serving-certificate.ts';
import { makeCa } from '../../../fixtures/certificates.ts';
import { MountedSecret } from '../../../fixtures/mounted-secret.ts';
import { servingFiles } from '../../../fixtures/webhook.ts';

const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const ca = await makeCa(now);
const files = await servingFiles(ca, now);
const others = await servingFiles(ca, now);
const mounted: MountedSecret[] = [];

function mount(content: Record<string, string>): MountedSecret {
  const secret = new MountedSecret(content);
  mounted.push(secret);
  return secret;
}

afterEach(() => {
  for (const secret of mounted.splice(0)) secret.remove();
});

describe('a serving certificate', () => {
  it('is read from a mounted Secret, with the end of its validity', async () => {
    const read = await readCertificateFiles(mount(files).directory);
    expect(parseServingCertificate(read)).toEqual({
      cert: files['tls.crt'],
      key: files['tls.key'],
      notAfter: new Date(now.getTime() + 24 * 60 * 60 * 1000),
    });
  });

  it('may stand before its intermediates', () => {
    const cert = `${files['tls.crt']}${ca.certificatePem}`;
    expect(parseServingCertificate({ cert, key: files['tls.key'] }).cert).toBe(cert);
  });

  it('is refused with a key that belongs to another', () => {
    const pair = { cert: files['tls.crt'], key: others['tls.key'] };
    expect(() => parseServingCertificate(pair)).toThrow(
      expect.objectContaining({ code: 'IAMRA403' }) as Error,
    );
  });

  it.each([
    ['tls.crt', { cert: '', key: files['tls.key'] }],
    ['tls.key', { cert: files['tls.crt'], key: 'none' }],
  ])('is refused where %s holds something else', (name, pair) => {
    expect(() => parseServingCertificate(pair)).toThrow(
      expect.objectContaining({
        code: 'IAMRA402',
        message: expect.stringContaining(name) as string,
      }) as Error,
    );
  });

  it('is missed by the name of its folder', async () => {
    const { directory } = mount({ 'tls.crt': files['tls.crt'] });
    await expect(readCertificateFiles(directory)).rejects.toMatchObject({
      code: 'IAMRA904',
      message: expect.stringContaining(directory) as string,
    });
  });
});
