import { describe, expect, it } from 'vitest';
import {
  chooseTarget,
  chooseWayBack,
} from '../../../../../src/core/plan/ca-rotation/choose-target.ts';
import { newCa } from '../../../../../src/core/plan/ca-rotation/plan-rotation.ts';
import { observation, type Sketch } from './observation.ts';

const both = ['old', 'new'];

describe('chooseTarget', () => {
  it.each<[string, Sketch, string]>([
    ['a new CA where no rotation is under way', { anchor: ['old'], current: 'old' }, newCa],
    ['the next one', { anchor: ['old'], current: 'old', next: 'new' }, 'new'],
    ['the one that signs already', { anchor: both, current: 'new', previous: 'old' }, 'new'],
    ['the one that signs and is not trusted yet', { anchor: ['old'], current: 'new' }, 'new'],
    ['the one that signs, of two that are trusted', { anchor: both, current: 'new' }, 'new'],
    [
      'the one that signs, with what is left',
      { anchor: ['new'], current: 'new', next: 'new' },
      'new',
    ],
  ])('is %s', (_, sketch, target) => {
    expect(chooseTarget(observation(sketch))).toBe(target);
  });

  it('is nothing where the trust anchor holds a newer one whose key is not here', () => {
    expect(() => chooseTarget(observation({ anchor: both, current: 'old' }))).toThrow(
      expect.objectContaining({ code: 'IAMRA256' }),
    );
  });

  it('is nothing where that one was made in the same second', () => {
    const seen = observation({ anchor: both, current: 'old' });
    const [old, other] = both.map((name) => seen.cas.get(name));
    if (old === undefined || other === undefined) throw new Error('both are known');
    const cas = new Map([...seen.cas, ['new', { ...other, madeAt: old.madeAt }]] as const);
    expect(() => chooseTarget({ ...seen, cas })).toThrow(
      expect.objectContaining({ code: 'IAMRA256' }),
    );
  });

  it('is nothing without a CA that signs', () => {
    expect(() => chooseTarget(observation({ anchor: ['old'] }))).toThrow(
      expect.objectContaining({ code: 'IAMRA116' }),
    );
  });
});

describe('chooseWayBack', () => {
  it.each<[string, Sketch, string]>([
    [
      'the one that signs, before it is replaced',
      { anchor: both, current: 'old', next: 'new' },
      'old',
    ],
    [
      'the one from before, afterwards',
      { anchor: both, current: 'new', next: 'new', previous: 'old' },
      'old',
    ],
    ['the one that signs, where the next one is lost', { anchor: both, current: 'old' }, 'old'],
    [
      'the one that signs, with what is left',
      { anchor: ['new'], current: 'new', next: 'new' },
      'new',
    ],
  ])('is %s', (_, sketch, target) => {
    expect(chooseWayBack(observation(sketch))).toBe(target);
  });

  it('is none where the key of the one from before is gone', () => {
    const lost = observation({ anchor: both, current: 'new', next: 'new' });
    expect(() => chooseWayBack(lost)).toThrow(expect.objectContaining({ code: 'IAMRA258' }));
  });
});
