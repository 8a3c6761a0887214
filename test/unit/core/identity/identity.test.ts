import { describe, expect, it } from 'vitest';
import { commonName } from '../../../../src/core/identity/common-name.ts';
import { parseServiceAccountName } from '../../../../src/core/identity/service-account.ts';
import { spiffeId } from '../../../../src/core/identity/spiffe-id.ts';

describe('the identity of a ServiceAccount', () => {
  it('is a SPIFFE ID that names cluster, namespace and account', () => {
    expect(spiffeId('home', { namespace: 'default', name: 'web' })).toBe(
      'spiffe://home/ns/default/sa/web',
    );
  });

  it.each(['default/web', 'default:web'])('is read from %s', (text) => {
    expect(parseServiceAccountName(text)).toEqual({ namespace: 'default', name: 'web' });
  });

  it.each(['web', 'a/b/c', '/web', 'default/', 'De/web', 'default/web ', 'a.b/c'])(
    'is not read from “%s”',
    (text) => {
      expect(parseServiceAccountName(text)).toBeUndefined();
    },
  );
});

describe('the common name', () => {
  it('is namespace and account where they fit', () => {
    expect(commonName({ namespace: 'default', name: 'web' })).toBe('default.web');
  });

  it('keeps within the source identity of AWS and apart from its like', () => {
    const long = (end: string): string =>
      commonName({ namespace: 'n'.repeat(63), name: `a${end}` });
    expect(long('1')).toHaveLength(61);
    expect(long('1')).not.toBe(long('2'));
  });
});
