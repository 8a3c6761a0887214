import { describe, expect, it } from 'vitest';
import { isSubjectOf, seenLately } from '../../../../../src/core/plan/role/seen-subjects.ts';

const account = { namespace: 'shop', name: 'web' };
const subject = (x509Subject: string): { x509Subject: string } => ({ x509Subject });

describe('a subject that AWS remembers', () => {
  it.each(['CN=shop.web,O=home', 'O=home,CN=shop.web', 'O=home, CN=shop.web'])(
    'is the ServiceAccount’s, in whatever order its names are: %s',
    (text) => {
      expect(isSubjectOf(subject(text), 'home', account)).toBe(true);
      expect(isSubjectOf(subject(text), 'home')).toBe(true);
    },
  );

  it.each(['CN=shop.web,O=home2', 'CN=shop.web2,O=home', 'CN=shop.web'])(
    'is not that of another cluster or ServiceAccount: %s',
    (text) => {
      expect(isSubjectOf(subject(text), 'home', account)).toBe(false);
    },
  );

  it('was seen lately if it was within a day', () => {
    const now = new Date('2026-06-02T12:00:00Z');
    const at = (lastSeenAt: Date | undefined): Parameters<typeof seenLately>[0][number] => ({
      arn: '',
      id: '',
      x509Subject: '',
      enabled: true,
      lastSeenAt,
      credentials: [],
    });
    const [recent, old, never] = [
      at(new Date('2026-06-01T12:00:01Z')),
      at(new Date('2026-06-01T12:00:00Z')),
      at(undefined),
    ];
    expect(seenLately([recent, old, never], now)).toEqual([recent]);
  });
});
