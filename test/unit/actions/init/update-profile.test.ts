import { describe, expect, it } from 'vitest';
import { updateProfile } from '../../../../src/actions/init/update-profile.ts';
import type { ProfileInput, Profiles } from '../../../../src/aws/roles-anywhere.ts';
import type { RolesAnywhereProfile } from '../../../../src/core/anywhere/profile.ts';
import { settled, target } from '../../../fixtures/init-plan.ts';

const ours = 'arn:aws:iam::123456789012:role/ours';
const theirs = (index: number): string => `arn:aws:iam::123456789012:role/theirs-${index}`;
const noSleep = (): Promise<void> => Promise.resolve();

/** A profile in AWS where, after each of the first writes of ours, somebody writes what he read before. */
class ContestedProfile implements Pick<Profiles, 'getProfile' | 'updateProfile'> {
  held: RolesAnywhereProfile = settled(target).profile;
  writes = 0;
  private readonly contestants: number;

  constructor(contestants: number) {
    this.contestants = contestants;
  }

  getProfile = (): Promise<RolesAnywhereProfile> => Promise.resolve(this.held);

  updateProfile = (_id: string, input: ProfileInput): Promise<void> => {
    const before = this.held;
    this.writes++;
    this.held = { ...before, ...input };
    if (this.writes <= this.contestants) {
      this.held = { ...before, roleArns: [...before.roleArns, theirs(this.writes)] };
    }
    return Promise.resolve();
  };
}

const add = ({ name, roleArns, durationSeconds }: RolesAnywhereProfile): ProfileInput => ({
  name,
  durationSeconds,
  acceptRoleSessionName: true,
  roleArns: [...new Set([...roleArns, ours])],
});

describe('a change of a Roles Anywhere profile', () => {
  it('is written once where nobody else writes', async () => {
    const profile = new ContestedProfile(0);
    const after = await updateProfile(profile, 'p', add, noSleep);
    expect(after.roleArns).toContain(ours);
    expect(profile.writes).toBe(1);
  });

  it('is made again on what another writer left, so that neither is lost', async () => {
    const profile = new ContestedProfile(2);
    const after = await updateProfile(profile, 'p', add, noSleep);
    expect(after.roleArns).toEqual(expect.arrayContaining([theirs(1), theirs(2), ours]));
  });

  it('is given up where others keep coming between', async () => {
    const profile = new ContestedProfile(Number.POSITIVE_INFINITY);
    await expect(updateProfile(profile, 'p', add, noSleep)).rejects.toMatchObject({
      code: 'IAMRA243',
    });
  });

  it('says that the profile is gone', async () => {
    const gone = {
      getProfile: () => Promise.resolve(undefined),
      updateProfile: () => Promise.resolve(),
    };
    await expect(updateProfile(gone, 'p', add, noSleep)).rejects.toMatchObject({
      code: 'IAMRA225',
    });
  });
});
