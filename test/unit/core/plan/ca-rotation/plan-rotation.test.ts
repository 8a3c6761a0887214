import { describe, expect, it } from 'vitest';
import {
  newCa,
  pendingIdentities,
  planRotation,
} from '../../../../../src/core/plan/ca-rotation/plan-rotation.ts';
import type { CaId } from '../../../../../src/core/plan/ca-rotation/rotation-observation.ts';
import { observation, type Sketch } from './observation.ts';

function plan(sketch: Sketch, target: CaId): string[] {
  return planRotation(observation(sketch), target).map((step) => {
    const { kind, ...rest } = step;
    return [kind, ...Object.values(rest).flat()].join(' ');
  });
}

const old = { anchor: ['old'], current: 'old', issuers: ['old', 'old'] };

describe('planRotation', () => {
  it('from the beginning: trusts, signs, re-issues, waits, drops, and clears up', () => {
    expect(plan(old, newCa)).toEqual([
      'make-next',
      'trust new old',
      'keep previous',
      'sign-with next',
      'reissue',
      'await-agents',
      'trust-only new',
      'delete next',
      'delete previous',
    ]);
  });

  it.each<[string, Sketch, string]>([
    ['the next CA is made', { ...old, next: 'new' }, 'trust new old'],
    ['both are trusted', { ...old, next: 'new', anchor: ['old', 'new'] }, 'keep previous'],
    [
      'the old one is kept',
      { ...old, next: 'new', previous: 'old', anchor: ['old', 'new'] },
      'sign-with next',
    ],
    [
      'the next one signs',
      { ...old, current: 'new', next: 'new', previous: 'old', anchor: ['old', 'new'] },
      'reissue',
    ],
    [
      'some are re-issued',
      {
        ...{ current: 'new', next: 'new', previous: 'old', anchor: ['old', 'new'] },
        issuers: ['new', 'old'],
      },
      'reissue',
    ],
    [
      'all are re-issued',
      {
        ...{ current: 'new', next: 'new', previous: 'old', anchor: ['old', 'new'] },
        issuers: ['new', 'new'],
      },
      'await-agents',
    ],
    [
      'all are in use',
      {
        ...{ current: 'new', next: 'new', previous: 'old', anchor: ['old', 'new'] },
        ...{ issuers: ['new', 'new'], isTaken: true },
      },
      'trust-only new',
    ],
    [
      'the old one is dropped',
      { current: 'new', next: 'new', previous: 'old', anchor: ['new'], issuers: ['new'] },
      'delete next',
    ],
    [
      'the copy of the next one is deleted',
      { current: 'new', previous: 'old', anchor: ['new'], issuers: ['new'] },
      'delete previous',
    ],
  ])('goes on where %s', (_, sketch, next) => {
    expect(plan(sketch, 'new')[0]).toBe(next);
  });

  it('has nothing to do where it is done', () => {
    expect(plan({ anchor: ['new'], current: 'new', issuers: ['new'] }, 'new')).toEqual([]);
  });

  it('goes back in the same order', () => {
    const swapped = { current: 'new', next: 'new', previous: 'old', anchor: ['old', 'new'] };
    expect(plan({ ...swapped, issuers: ['new', 'old'] }, 'old')).toEqual([
      ...['sign-with previous', 'reissue', 'await-agents', 'trust-only old'],
      ...['delete next', 'delete previous'],
    ]);
  });

  it('keeps the CA that signs where going back would lose it', () => {
    const cleared = { current: 'new', previous: 'old', anchor: ['new'], issuers: ['new'] };
    expect(plan(cleared, 'old').slice(0, 3)).toEqual([
      ...['trust old new', 'keep next', 'sign-with previous'],
    ]);
  });

  it('puts the new CA in the place of one that has expired', () => {
    const expired = { ...old, next: 'new', expired: ['old'] };
    expect(plan(expired, 'new').slice(0, 2)).toEqual(['trust new', 'keep previous']);
    const full = { ...old, next: 'new', anchor: ['oldest', 'old'], expired: ['oldest'] };
    expect(plan(full, 'new')[0]).toBe('trust new old');
  });

  it('stops for its owner where there is no cluster, unless somebody vouches', () => {
    const files = { anchor: ['old', 'new'], current: 'new', next: 'new', previous: 'old' };
    expect(plan(files, 'new')[0]).toBe('reissue-by-hand');
    expect(plan({ ...files, isTaken: true }, 'new')[0]).toBe('trust-only new');
  });

  it('has no room beside two CAs that are valid', () => {
    const full = { ...old, next: 'new', anchor: ['oldest', 'old'] };
    expect(() => plan(full, 'new')).toThrow(
      expect.objectContaining({
        code: 'IAMRA255',
        message: expect.stringContaining('CN=oldest and CN=old') as string,
      }),
    );
  });
});

describe('pendingIdentities', () => {
  it('are those of another CA; what cert-manager does not renew counts only if it would lose trust', () => {
    const identity = (
      name: string,
      isRenewable: boolean,
      issuedBy: string | undefined,
    ): object => ({
      name,
      isRenewable,
      issuedBy,
    });
    const all = [
      identity('done', true, 'new'),
      identity('old', true, 'old'),
      identity('of a CA that takes no part', true, undefined),
      identity('own, old', false, 'old'),
      identity('own, from elsewhere', false, undefined),
    ] as Parameters<typeof pendingIdentities>[0];
    const pending = pendingIdentities(all, ['old', 'new'], 'new').map(({ name }) => name);
    expect(pending).toEqual(['old', 'of a CA that takes no part', 'own, old']);
  });
});
