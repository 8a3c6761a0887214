import type { ProfileStep } from '../../core/plan/init/init-step.ts';
import { profileFields } from '../../core/plan/init/profile-fields.ts';
import { type InitProgress, type InitWorld, known } from './init-progress.ts';
import { isOneUnseen, isResourceUnseen } from './unseen.ts';
import { untilSeen } from './until-seen.ts';
import { updateProfile } from './update-profile.ts';

/** Writes one thing of the Roles Anywhere profile. */
export async function applyProfileStep(
  step: ProfileStep,
  progress: InitProgress,
  world: InitWorld,
): Promise<void> {
  switch (step.kind) {
    case 'create-profile':
      return createProfile(progress, world);
    case 'update-profile':
      return changeProfile(progress, world);
    default:
      return untilSeen(() => applyToProfile(step, progress, world), isResourceUnseen, world.sleep);
  }
}

type SingleStep = Exclude<ProfileStep, { kind: 'create-profile' | 'update-profile' }>;

function applyToProfile(
  step: SingleStep,
  progress: InitProgress,
  { aws: { rolesAnywhere } }: InitWorld,
): Promise<void> {
  const { id, arn } = known(progress.profile);
  switch (step.kind) {
    case 'enable-profile':
      return rolesAnywhere.enableProfile(id);
    case 'tag-profile':
      return rolesAnywhere.tagResource(arn, step.tags);
    case 'put-attribute-mapping':
      return rolesAnywhere.putAttributeMapping(id, step.mapping);
    case 'delete-attribute-mapping':
      return rolesAnywhere.deleteAttributeMapping(id, step.mapping);
  }
}

async function createProfile(progress: InitProgress, world: InitWorld): Promise<void> {
  const { aws, target, sleep } = world;
  const roleArns = roleArnsOf(progress, world);
  const input = { ...profileFields(target.profile, roleArns), tags: target.tags };
  progress.profile = await untilSeen(
    () => aws.rolesAnywhere.createProfile(input),
    isOneUnseen(roleArns),
    sleep,
  );
}

async function changeProfile(progress: InitProgress, world: InitWorld): Promise<void> {
  const { aws, target, sleep } = world;
  const { id } = known(progress.profile);
  const roleArns = roleArnsOf(progress, world);
  progress.profile = await untilSeen(
    () =>
      updateProfile(
        aws.rolesAnywhere,
        id,
        (found) => profileFields(target.profile, roleArns, found),
        sleep,
      ),
    isOneUnseen(roleArns),
    sleep,
  );
}

function roleArnsOf({ roleArns }: InitProgress, { target }: InitWorld): string[] {
  return target.roles.flatMap(({ name }) => roleArns.get(name) ?? []);
}
