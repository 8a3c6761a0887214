import type { ProfileInput, Profiles } from '../../aws/roles-anywhere.ts';
import type { RolesAnywhereProfile } from '../../core/anywhere/profile.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { type Sleep, waits } from './until-seen.ts';

/**
 * Changes a Roles Anywhere profile. AWS replaces its list of roles whole and has no conditional write, so that the
 * profile is read right before it is written and again right after: a writer who came between is seen, and the change
 * is made once more on what that one left.
 * @throws {IamraError} IAMRA243 where others keep coming between, IAMRA225 where the profile is gone
 */
export async function updateProfile(
  profiles: Pick<Profiles, 'getProfile' | 'updateProfile'>,
  id: string,
  change: (found: RolesAnywhereProfile) => ProfileInput,
  sleep: Sleep,
): Promise<RolesAnywhereProfile> {
  const read = async (): Promise<RolesAnywhereProfile> => {
    const found = await profiles.getProfile(id);
    if (found !== undefined) return found;
    throw new IamraError('IAMRA225', `Roles Anywhere profile ${id} is gone.`);
  };
  for (const milliseconds of waits.slice(0, 5)) {
    const wanted = change(await read());
    await profiles.updateProfile(id, wanted);
    const after = await read();
    if (isSameSet(after.roleArns, wanted.roleArns)) return after;
    await sleep(milliseconds);
  }
  throw new IamraError(
    'IAMRA243',
    `Roles Anywhere profile ${id} does not keep its roles: somebody else writes it at the same time.`,
  );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).symmetricDifference(new Set(other)).size === 0;
}
