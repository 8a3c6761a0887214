import type { InitTarget } from './init-target.ts';

const shortestOfIam = 3600;

/** Seconds; the maximum session of the roles that iamra makes: as long as the profile's, and no shorter than IAM allows. */
export function roleSessionDuration({ profile }: Pick<InitTarget, 'profile'>): number {
  return Math.max(profile.durationSeconds, shortestOfIam);
}
