import { unknownProfile } from './credentials/unknown-profile.ts';
import { profileName, readSharedConfig } from './reach/shared-config.ts';

/**
 * The region that the environment or the AWS CLI's profile names; undefined where none does.
 * @throws {IamraError} IAMRA287 for a profile that is named and is not there
 */
export async function findRegion(
  environment: Readonly<Record<string, string | undefined>>,
  profile: string | undefined,
): Promise<string | undefined> {
  const named = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  if (named) return named;
  const config = await readSharedConfig();
  const name = profileName(profile, environment);
  const section = config.profiles[name];
  if (section === undefined && name !== 'default') throw unknownProfile(name, config);
  return section?.['region'];
}
