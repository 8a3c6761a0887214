import { describe, expect, it } from 'vitest';
import { planLease } from '../../../webhook/controller/leader/plan-lease.ts';

const others = { holderIdentity: 'other', leaseDurationSeconds: 15 };

describe('a candidate for the lease', () => {
  it('creates one where there is none', () => {
    expect(planLease(undefined, 'me', 0)).toBe('create');
  });

  it('renews its own', () => {
    expect(planLease({ holderIdentity: 'me', leaseDurationSeconds: 15 }, 'me', 0)).toBe('renew');
  });

  it('takes one that was released', () => {
    expect(planLease({ ...others, holderIdentity: '' }, 'me', 0)).toBe('take');
    expect(planLease({ ...others, holderIdentity: null }, 'me', 0)).toBe('take');
  });

  it("takes another's only after it stood still for its whole duration", () => {
    expect(planLease(others, 'me', 15_000)).toBe('wait');
    expect(planLease(others, 'me', 15_001)).toBe('take');
  });
});
