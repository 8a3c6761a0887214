import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/core/pki/certificate-facts.ts';
import { principalTags } from '../../../../src/core/pki/principal-tags.ts';
import { sourceIdentity } from '../../../../src/core/pki/source-identity.ts';
import {
  type CertificateOptions,
  makeCa,
  makeCertificate,
} from '../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const allSubject = { certificateField: 'x509Subject', mappingRules: [{ specifier: '*' }] } as const;

async function factsOf(options: CertificateOptions) {
  return readCertificate((await makeCertificate(now, options)).certificatePem);
}

describe('principalTags', () => {
  it('maps all that the default mappings of AWS name', async () => {
    const facts = await factsOf({
      issuer: await makeCa(now, { name: 'demo' }),
      names: [
        { type: 'dns', value: 'web.example.com' },
        { type: 'dns', value: 'second.example.com' },
        { type: 'url', value: 'spiffe://demo/ns/web/sa/web' },
        { type: 'url', value: 'spiffe://demo/ns/web/sa/second' },
        { type: 'dn', value: 'CN=inner, O=demo' },
      ],
    });
    const { tags, dropped } = principalTags(facts, [
      allSubject,
      { certificateField: 'x509Issuer', mappingRules: [{ specifier: '*' }] },
      {
        certificateField: 'x509SAN',
        mappingRules: [{ specifier: 'DNS' }, { specifier: 'URI' }, { specifier: 'Name/*' }],
      },
    ]);
    expect(tags).toEqual({
      'x509Subject/CN': 'web',
      'x509Subject/O': 'test',
      'x509Issuer/CN': 'iamra workload CA demo',
      'x509Issuer/O': 'demo',
      'x509SAN/DNS': 'web.example.com',
      'x509SAN/URI': 'spiffe://demo/ns/web/sa/web',
      'x509SAN/Name/CN': 'inner',
      'x509SAN/Name/O': 'demo',
    });
    expect(dropped).toEqual([]);
  });

  it('maps nothing without mappings', async () => {
    expect(principalTags(await factsOf({}), [])).toEqual({ tags: {}, dropped: [] });
  });

  it('maps only the attributes that the specifiers name', async () => {
    const facts = await factsOf({});
    const { tags } = principalTags(facts, [
      { certificateField: 'x509Subject', mappingRules: [{ specifier: 'CN' }, { specifier: 'L' }] },
      {
        certificateField: 'x509SAN',
        mappingRules: [{ specifier: 'Name/CN' }, { specifier: 'DNS' }],
      },
    ]);
    expect(tags).toEqual({ 'x509Subject/CN': 'web' });
  });

  it('joins repeated attributes with a slash', async () => {
    const facts = await factsOf({ subject: [{ OU: ['a'] }, { CN: ['web'] }, { OU: ['b'] }] });
    expect(principalTags(facts, [allSubject]).tags).toEqual({
      'x509Subject/OU': 'a/b',
      'x509Subject/CN': 'web',
    });
  });

  it('drops values over 256 characters and outside the alphabet of tags', async () => {
    const path = `spiffe://demo/${'x'.repeat(243)}`;
    const facts = await factsOf({
      subject: [{ CN: ['Jo (1)'] }, { O: ['Größe 1_.:/=+-@'] }],
      names: [{ type: 'url', value: path }],
    });
    const mappings = [
      allSubject,
      { certificateField: 'x509SAN', mappingRules: [{ specifier: 'URI' }] },
    ] as const;
    expect(path).toHaveLength(257);
    expect(principalTags(facts, mappings)).toEqual({
      tags: { 'x509Subject/O': 'Größe 1_.:/=+-@' },
      dropped: ['x509Subject/CN', 'x509SAN/URI'],
    });
  });

  it('has no tag for an attribute that has no name', async () => {
    const facts = await factsOf({ subject: [{ CN: ['web'] }, { '1.2.3.4.5': ['x'] }] });
    expect(principalTags(facts, [allSubject]).tags).toEqual({ 'x509Subject/CN': 'web' });
  });
});

describe('sourceIdentity', () => {
  it.each([
    [61, `CN=${'n'.repeat(61)}`],
    [62, 'n'.repeat(62)],
    [64, 'n'.repeat(64)],
  ])('holds a common name of %i characters in 64', async (length, expected) => {
    const facts = await factsOf({ subject: [{ CN: ['n'.repeat(length)] }] });
    expect(sourceIdentity(facts)).toBe(expected);
  });

  it('is the serial number where there is no common name', async () => {
    const facts = await factsOf({ subject: [{ O: ['test'] }] });
    expect(sourceIdentity(facts)).toBe(`ID=${facts.serialNumber}`);
  });
});
