import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../src/core/anywhere/subject.ts';
import {
  isSubjectOf,
  SubjectIndex,
  seenLately,
} from '../../../../../src/core/plan/role/seen-subjects.ts';

const account = { namespace: 'shop', name: 'web' };
const subject = (x509Subject: string, lastSeenAt?: Date): Subject => ({
  arn: '',
  id: '',
  x509Subject,
  enabled: true,
  lastSeenAt,
  credentials: [],
});

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
    const at = (lastSeenAt?: Date): Subject => subject('', lastSeenAt);
    const [recent, old, never] = [
      at(new Date('2026-06-01T12:00:01Z')),
      at(new Date('2026-06-01T12:00:00Z')),
      at(undefined),
    ];
    expect(seenLately([recent, old, never], now)).toEqual([recent]);
  });

  it('is found among many by its ServiceAccount', () => {
    const own = ['CN=shop.web,O=home', 'O=home, CN=shop.web', 'CN=shop.web,CN=shop.web,O=home'];
    const others = ['CN=shop.web,O=home2', 'CN=shop.api,O=home', 'O=home', ''];
    const subjects = [...own, ...others].map((text) => subject(text));
    const index = new SubjectIndex(subjects);
    expect(index.find('home', account)).toEqual(subjects.slice(0, own.length));
    expect(index.find('home', { namespace: 'shop', name: 'new' })).toEqual([]);
  });
});
