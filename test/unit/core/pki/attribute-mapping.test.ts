import { describe, expect, it } from 'vitest';
import { isSpecifier, normalSpecifier } from '../../../../src/core/pki/attribute-mapping.ts';

describe('isSpecifier', () => {
  it.each([
    ['x509Subject', '*'],
    ['x509Subject', 'CN'],
    ['x509Issuer', 'OU'],
    ['x509SAN', 'DNS'],
    ['x509SAN', 'URI'],
    ['x509SAN', 'Name/*'],
    ['x509SAN', 'Name/CN'],
    ['x509SAN', 'Name'],
  ] as const)('takes %s %s', (field, specifier) => {
    expect(isSpecifier(field, specifier)).toBe(true);
  });

  it.each([
    ['x509Subject', ''],
    ['x509Subject', 'Name/CN'],
    ['x509SAN', '*'],
    ['x509SAN', 'uri'],
    ['x509SAN', 'DNS/*'],
    ['x509SAN', 'IP'],
  ] as const)('refuses %s %j', (field, specifier) => {
    expect(isSpecifier(field, specifier)).toBe(false);
  });
});

describe('normalSpecifier', () => {
  it('writes the whole directory name in one way', () => {
    const forms = ['Name', 'Name/', 'Name/*'];
    expect(forms.map((form) => normalSpecifier('x509SAN', form))).toEqual(Array(3).fill('Name/*'));
    expect(normalSpecifier('x509SAN', 'Name/CN')).toBe('Name/CN');
    expect(normalSpecifier('x509Subject', 'Name')).toBe('Name');
  });
});
